import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from zhijian.console.tests.codes import code_of, pair_phone, secret_on
from zhijian.console.tests.conftest import PASSWORD
from zhijian.console.tests.reading import refusals, words_of
from zhijian.foundation.audit.models import Line
from zhijian.foundation.staff import services
from zhijian.foundation.staff.models import Staff

pytestmark = pytest.mark.django_db

SIGN_IN = "/console/sign-in/"
SECOND = "/console/sign-in/second-factor/"
CODES = "/console/me/recovery-codes/"
AGAIN_LATER = "试的次数多了，请过 5 分钟再来。"


def after_the_password(name: str = "lin", **more: str) -> Client:
    """A browser that gave the right password and is asked for more."""
    client = Client()
    response = client.post(SIGN_IN, {"username": name, "password": PASSWORD, **more})
    assert (response.status_code, response["Location"]) == (302, SECOND)
    return client


def is_in(client: Client) -> bool:
    return client.get("/console/").status_code == 200


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li>(\d{4} \d{4})</li>", client.get(CODES).content.decode())


def test_pairing_shows_a_key_and_ends_with_recovery_codes(as_lin: Client) -> None:
    page = as_lin.get("/console/me/authenticator/").content.decode()

    response = as_lin.post("/console/me/authenticator/", {"code": code_of(secret_on(page))})

    assert (response.status_code, response["Location"]) == (302, CODES)
    assert len(recovery_codes(as_lin)) == 10


def test_wrong_code_while_pairing_keeps_the_key(as_lin: Client) -> None:
    key = secret_on(as_lin.get("/console/me/authenticator/").content.decode())

    response = as_lin.post("/console/me/authenticator/", {"code": "000000"})

    page = response.content.decode()
    assert (response.status_code, secret_on(page)) == (422, key)
    assert refusals(page) == ["对不上，请再看看。验证码每 30 秒换一次，备用码每个只能用一次。"]


def test_password_alone_does_not_let_in_any_more(as_lin: Client, lin: Staff) -> None:
    pair_phone(as_lin)

    client = after_the_password()

    assert is_in(client) is False


def test_code_of_the_phone_lets_in_and_leads_where_one_wanted(as_lin: Client) -> None:
    secret = pair_phone(as_lin)
    client = after_the_password(next="/console/more/")

    response = client.post(SECOND, {"code": code_of(secret)})

    assert (response.status_code, response["Location"], is_in(client)) == (302, "/console/more/", True)


def test_each_code_is_taken_once(as_lin: Client) -> None:
    secret = pair_phone(as_lin)
    code = code_of(secret)
    after_the_password().post(SECOND, {"code": code})

    second = after_the_password()
    response = second.post(SECOND, {"code": code})

    assert (response.status_code, is_in(second)) == (422, False)


def test_a_recovery_code_lets_in_once(as_lin: Client) -> None:
    pair_phone(as_lin)
    code = recovery_codes(as_lin)[3]

    first, second = after_the_password(), after_the_password()
    answers = [client.post(SECOND, {"code": code}).status_code for client in (first, second)]

    assert (answers, is_in(first), is_in(second)) == ([302, 422], True, False)
    assert (len(recovery_codes(as_lin)), code in recovery_codes(as_lin)) == (9, False)


def test_new_recovery_codes_kill_the_old_ones(as_lin: Client) -> None:
    pair_phone(as_lin)
    old = recovery_codes(as_lin)

    as_lin.post(CODES)

    client = after_the_password()
    assert (client.post(SECOND, {"code": old[0]}).status_code, set(old) & set(recovery_codes(as_lin))) == (
        422,
        set(),
    )


def test_guessing_codes_is_braked_whatever_browser_is_used(as_lin: Client) -> None:
    secret = pair_phone(as_lin)
    for _ in range(5):
        after_the_password().post(SECOND, {"code": "000000"})

    braked = after_the_password()
    response = braked.post(SECOND, {"code": code_of(secret)})

    assert (AGAIN_LATER in response.content.decode(), is_in(braked)) == (True, False)


def test_without_the_password_there_is_no_second_step(client: Client, as_lin: Client) -> None:
    secret = pair_phone(as_lin)

    response = client.post(SECOND, {"code": code_of(secret)})

    assert (response.status_code, response["Location"], is_in(client)) == (302, SIGN_IN, False)


def test_one_can_begin_again_with_another_name(as_lin: Client) -> None:
    pair_phone(as_lin)
    client = after_the_password()

    response = client.post(SECOND, {"restart": ""})

    assert (response["Location"], client.get(SIGN_IN).status_code) == (SIGN_IN, 200)


def test_empty_code_is_named(as_lin: Client) -> None:
    pair_phone(as_lin)

    page = after_the_password().post(SECOND, {"code": ""}).content.decode()

    assert refusals(page) == ["写上 6 位验证码，或者一个备用码。"]


def test_taken_away_the_password_is_enough_again(as_lin: Client, lin: Staff) -> None:
    pair_phone(as_lin)

    as_lin.post("/console/me/authenticator/removal/")

    client = Client()
    client.post(SIGN_IN, {"username": "lin", "password": PASSWORD})
    assert (is_in(client), Authenticator.objects.exists()) == (True, False)


def test_keys_are_sealed_where_they_are_kept(as_lin: Client) -> None:
    secret = pair_phone(as_lin)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert ("secret" in kept, "seed" in kept, secret in kept) == (True, True, False)


def test_who_was_switched_off_stays_out_with_the_right_code(as_lin: Client, lin: Staff) -> None:
    secret = pair_phone(as_lin)
    client = after_the_password()
    services.switch_off(lin, by="tests")

    client.post(SECOND, {"code": code_of(secret)})

    assert is_in(client) is False


def test_coming_in_and_factors_are_written_down(
    as_lin: Client, lin: Staff, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = pair_phone(as_lin)
    after_the_password().post(SECOND, {"code": code_of(secret)})

    found = Line.objects.filter(actor_id=str(lin.pk)).order_by("pk")
    lines = list(found.values_list("action", "details"))

    assert lines == [
        ("staff.second_factor_added", {"what": "totp"}),
        ("staff.second_factor_added", {"what": "recovery_codes"}),
        ("staff.signed_in", {"how": "password, totp"}),
    ]


def test_page_says_which_ways_in_there_are(as_lin: Client) -> None:
    before = words_of(as_lin.get("/console/me/").content.decode())
    pair_phone(as_lin)

    after = words_of(as_lin.get("/console/me/").content.decode())

    assert ("密码给人看去了" in before, "备用码" in before) == (True, False)
    assert ("登录时除了密码，还要手机上的 6 位数。" in after, "还剩 10 个。" in after) == (True, True)
