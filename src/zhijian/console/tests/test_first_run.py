"""The first administrator, made in a browser."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from zhijian.console.tests.reading import refusals, typed
from zhijian.foundation.staff import services
from zhijian.foundation.staff.models import SetUpCode, Staff
from zhijian.foundation.staff.roles import Role

pytestmark = pytest.mark.django_db

PAGE = "/console/first-run/"
FIRST = {"name": "文", "username": "wen", "password": "a sentence one remembers"}


@pytest.fixture
def code(db: None) -> str:
    code = services.draw_set_up_code()
    assert code
    return code


def test_sign_in_leads_there_while_nobody_is_here(client: Client, code: str) -> None:
    assert client.get("/console/sign-in/")["Location"] == PAGE


def test_code_makes_an_administrator_who_is_in_at_once(client: Client, code: str) -> None:
    response = client.post(PAGE, {**FIRST, "code": f"{code[:4]} {code[4:]}"})

    staff = Staff.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/console/")
    assert (staff.username, staff.name, staff.rights.held) == ("wen", "文", ((Role.ADMINISTRATOR, ""),))
    assert (client.get("/console/").status_code, SetUpCode.objects.exists()) == (200, False)


def test_wrong_code_says_how_many_tries_are_left_and_keeps_what_was_typed(client: Client, code: str) -> None:
    wrong = str((int(code) + 1) % 10**8).zfill(8)

    response = client.post(PAGE, {**FIRST, "code": wrong})

    page = response.content.decode()
    assert (response.status_code, refusals(page)) == (422, ["口令不对，还能试 9 次。"])
    assert (typed(page, "name"), typed(page, "username"), Staff.objects.count()) == (["文"], ["wen"], 0)


def test_ten_wrong_codes_kill_the_right_one(client: Client, code: str) -> None:
    wrong = str((int(code) + 1) % 10**8).zfill(8)
    for _ in range(10):
        client.post(PAGE, {**FIRST, "code": wrong})

    page = client.post(PAGE, {**FIRST, "code": code}).content.decode()

    over = "这个口令过期了，或者试的次数多了。请在服务器上重新启动，屏幕上会有新的。"
    assert (refusals(page), Staff.objects.count()) == ([over], 0)


def test_code_is_over_after_an_hour(client: Client, code: str) -> None:
    SetUpCode.objects.update(expires_at=now() - timedelta(seconds=1))

    client.post(PAGE, {**FIRST, "code": code})

    assert Staff.objects.count() == 0


def test_each_start_draws_a_new_code(client: Client, code: str) -> None:
    services.draw_set_up_code()

    client.post(PAGE, {**FIRST, "code": code})

    assert Staff.objects.count() == 0


def test_weak_password_does_not_use_the_code_up(client: Client, code: str) -> None:
    for _ in range(11):
        weak = client.post(PAGE, {**FIRST, "password": "12345", "code": code})

    strong = client.post(PAGE, {**FIRST, "code": code})

    assert (weak.status_code, len(refusals(weak.content.decode())) > 0, strong.status_code) == (
        422,
        True,
        302,
    )


def test_with_somebody_on_the_staff_the_page_is_dead(client: Client, code: str, lin: Staff) -> None:
    read = client.get(PAGE)
    posted = client.post(PAGE, {**FIRST, "code": code})

    assert [(r.status_code, r["Location"]) for r in (read, posted)] == [(302, "/console/sign-in/")] * 2
    assert (services.draw_set_up_code(), Staff.objects.count()) == (None, 1)


def test_code_is_not_kept_as_it_is(code: str) -> None:
    assert code not in SetUpCode.objects.get().code_hash
