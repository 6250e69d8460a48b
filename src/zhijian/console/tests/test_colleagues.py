"""Taking colleagues on, and letting them go."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from zhijian.console.tests.conftest import PASSWORD
from zhijian.console.tests.reading import refusals, typed, words_of
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.audit.models import Line
from zhijian.foundation.staff.models import Invitation, Staff
from zhijian.foundation.staff.roles import Role

pytestmark = pytest.mark.django_db

NEW = "/console/staff/new/"
MO = {"name": "莫", "username": "mo", "role": "editor"}
OWN = {"password": "a sentence Mo remembers", "repeated": "a sentence Mo remembers"}


def link_on(page: str) -> str:
    found = re.search(r'<output id="link">http://testserver(/console/join/[\w-]+/)</output>', page)
    assert found
    return found[1]


def come_in(name: str, password: str) -> Client:
    client = Client()
    client.post("/console/sign-in/", {"username": name, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/console/").status_code == 200


def test_colleague_chooses_his_own_password_by_a_link(as_wen: Client, client: Client) -> None:
    link = link_on(as_wen.post(NEW, MO).content.decode())

    page = client.get(link).content.decode()
    answer = client.post(link, OWN)

    assert ("您好，莫" in words_of(page), answer["Location"]) == (True, "/console/sign-in/")
    assert is_in(come_in("mo", OWN["password"]))
    assert Staff.objects.get(username="mo").rights.held == ((Role.EDITOR, ""),)


def test_link_works_once_and_for_three_days(as_wen: Client, client: Client) -> None:
    link = link_on(as_wen.post(NEW, MO).content.decode())
    client.post(link, OWN)
    used = client.get(link)
    number = Staff.objects.get(username="mo").pk
    second = link_on(as_wen.post(f"/console/staff/{number}/link/").content.decode())
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    late = client.post(second, OWN)

    assert [(r.status_code, "这个链接用过了，或者过期了" in r.content.decode()) for r in (used, late)] == [
        (404, True)
    ] * 2


def test_a_new_link_kills_the_one_before(as_wen: Client, client: Client) -> None:
    first = link_on(as_wen.post(NEW, MO).content.decode())
    number = Staff.objects.get(username="mo").pk
    as_wen.post(f"/console/staff/{number}/link/")

    assert client.get(first).status_code == 404


def test_link_is_kept_as_a_hash_only(as_wen: Client) -> None:
    link = link_on(as_wen.post(NEW, MO).content.decode())

    code = link.removeprefix("/console/join/").rstrip("/")
    assert code not in Invitation.objects.get().code_hash
    assert code not in str(list(Line.objects.values_list("details", "subject_name")))


def test_weak_or_unequal_password_is_refused_and_the_link_stays(as_wen: Client, client: Client) -> None:
    link = link_on(as_wen.post(NEW, MO).content.decode())

    weak = client.post(link, {"password": "12345", "repeated": "12345"})
    unequal = client.post(link, {**OWN, "repeated": "else"})

    assert (weak.status_code, refusals(unequal.content.decode())) == (422, ["两遍不一样，请再写。"])
    assert client.post(link, OWN).status_code == 302


def test_without_having_used_the_link_nobody_comes_in(as_wen: Client) -> None:
    as_wen.post(NEW, MO)

    assert [is_in(come_in("mo", password)) for password in ("", "!", "None")] == [False] * 3


def test_taken_name_is_said_and_what_was_typed_stays(as_wen: Client, lin: Staff) -> None:
    response = as_wen.post(NEW, {**MO, "username": "LIN"})

    page = response.content.decode()
    assert (response.status_code, refusals(page)) == (422, ["这个用户名有人用了，换一个。"])
    assert (typed(page, "name"), typed(page, "username")) == (["莫"], ["LIN"])


def test_switched_off_is_out_at_once_and_switched_on_comes_in_again(as_wen: Client, lin: Staff) -> None:
    there = come_in("lin", PASSWORD)

    as_wen.post(f"/console/staff/{lin.pk}/switch/")
    off = (is_in(there), is_in(come_in("lin", PASSWORD)))
    as_wen.post(f"/console/staff/{lin.pk}/switch/", {"undo": ""})

    assert (off, is_in(come_in("lin", PASSWORD))) == ((False, False), True)


def test_signed_out_everywhere_means_everywhere(as_wen: Client, lin: Staff) -> None:
    places = [come_in("lin", PASSWORD), come_in("lin", PASSWORD)]

    as_wen.post(f"/console/staff/{lin.pk}/sittings/ending/")

    assert ([is_in(place) for place in places], is_in(come_in("lin", PASSWORD))) == ([False, False], True)


def test_last_administrator_keeps_his_post(as_wen: Client, wen: Staff) -> None:
    post = wen.posts.get()

    response = as_wen.post(f"/console/staff/{wen.pk}/posts/{post.pk}/ending/")

    words = "他是最后一位管理员，收回了就没人能管同事了。先加一位管理员。"
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert Staff.objects.get().rights.held == ((Role.ADMINISTRATOR, ""),)


def test_nobody_locks_himself_out(as_wen: Client, wen: Staff) -> None:
    acts = ("switch", "link", "second-factors/removal", "sittings/ending")

    answers = [as_wen.post(f"/console/staff/{wen.pk}/{act}/").status_code for act in acts]

    assert (answers, is_in(as_wen)) == ([404] * 4, True)


def test_who_did_what_to_whom_is_written_down(as_wen: Client, wen: Staff, lin: Staff) -> None:
    as_wen.post(NEW, MO)
    as_wen.post(f"/console/staff/{lin.pk}/switch/")

    lines = list(
        Line.objects.filter(actor_id=str(wen.pk)).values_list("action", "subject_name").order_by("pk")
    )

    assert lines == [
        ("staff.taken_on", "莫"),
        ("post.given", "莫"),
        ("staff.invited", "莫"),
        ("staff.switched_off", "Lin"),
    ]


def test_two_administrators_can_change_each_other(as_wen: Client, wen: Staff) -> None:
    as_wen.post(NEW, {**MO, "role": "administrator"})
    mo = Staff.objects.get(username="mo")

    signed_in(mo).post(f"/console/staff/{wen.pk}/switch/")

    assert Staff.objects.get(pk=wen.pk).is_active is False
