"""One's own page."""

import re

import pytest
from django.test import Client

from zhijian.console.me.devices import device_in_words
from zhijian.console.tests.conftest import PASSWORD
from zhijian.console.tests.reading import refusals, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.sittings import sittings_of

pytestmark = pytest.mark.django_db

ME = "/console/me/"
LOOKS = {"name": "林", "language": "zh-hans", "theme": "dark", "accent": "zhu"}
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0"
)


def come_in(agent: str = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari Edg/120") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/console/sign-in/", {"username": "lin", "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/console/").status_code == 200


def html_tag(page: str) -> str:
    return str(re.findall(r"<html[^>]*>", page)[0])


def test_looks_are_there_before_the_first_paint(as_lin: Client, lin: Staff) -> None:
    as_lin.post(ME, LOOKS)

    tag = html_tag(as_lin.get(ME).content.decode())

    assert re.findall(r'(data-bs-theme|data-theme|data-accent)="(\w*)"', tag) == [
        ("data-bs-theme", "dark"),
        ("data-theme", "dark"),
        ("data-accent", "zhu"),
    ]
    assert Staff.objects.get(pk=lin.pk).name == "林"


def test_language_is_a_persons_own(as_lin: Client, lin: Staff) -> None:
    chinese = html_tag(as_lin.get(ME).content.decode())

    as_lin.post(ME, {**LOOKS, "language": "en"})

    english = html_tag(as_lin.get(ME).content.decode())
    assert ('lang="zh-Hans"' in chinese, 'lang="en"' in english) == (True, True)


def test_before_signing_in_a_cookie_says_the_language(client: Client, lin: Staff) -> None:
    client.post("/console/sign-in/language/", {"language": "en"})

    page = client.get("/console/sign-in/").content.decode()

    assert ('lang="en"' in html_tag(page), client.cookies["zj_language"]["path"]) == (True, "/console/")


def test_a_language_nobody_speaks_here_is_not_taken(client: Client, lin: Staff, as_lin: Client) -> None:
    client.cookies["zj_language"] = "xx"

    answers = [
        html_tag(client.get("/console/sign-in/").content.decode()),
        as_lin.post(ME, {**LOOKS, "language": "xx"}).status_code,
    ]

    assert ('lang="zh-Hans"' in str(answers[0]), answers[1]) == (True, 422)


def test_a_person_without_a_name_is_asked_for_one(as_lin: Client) -> None:
    response = as_lin.post(ME, {**LOOKS, "name": " "})

    assert (response.status_code, refusals(response.content.decode())) == (
        422,
        ["写上姓名，同事才知道是您。"],
    )


def test_new_password_keeps_this_browser_and_ends_the_others(lin: Staff) -> None:
    here, there = come_in(), come_in(PHONE)
    new = {"password": "a new sentence for Lin", "repeated": "a new sentence for Lin"}

    response = here.post(f"{ME}password/", {"old": PASSWORD, **new})

    assert (response.status_code, is_in(here), is_in(there)) == (302, True, False)


def test_new_password_needs_the_old_one(as_lin: Client) -> None:
    new = {"password": "a new sentence for Lin", "repeated": "a new sentence for Lin"}

    response = as_lin.post(f"{ME}password/", {"old": "wrong", **new})

    assert (response.status_code, refusals(response.content.decode())) == (422, ["密码不对，请再看看。"])


def test_sittings_are_listed_by_device_this_one_first(lin: Staff, account: Account) -> None:
    come_in(PHONE)
    here = come_in()

    page = words_of(here.get(ME).content.decode())

    listed = re.findall(r"(Windows 电脑 · Edge|安卓手机 · 微信)( 这一台)?", page)
    assert listed == [("Windows 电脑 · Edge", " 这一台"), ("安卓手机 · 微信", "")]


def test_one_sitting_is_ended(lin: Staff) -> None:
    there, here = come_in(PHONE), come_in()
    number = sittings_of(lin).get(user_agent=PHONE).pk

    here.post(f"{ME}sittings/{number}/ending/")

    assert (is_in(there), is_in(here)) == (False, True)


def test_all_others_are_ended(lin: Staff) -> None:
    others, here = [come_in(PHONE), come_in(PHONE)], come_in()

    here.post(f"{ME}sittings/ending/")

    assert ([is_in(other) for other in others], is_in(here)) == ([False, False], True)


def test_sitting_of_somebody_else_is_not_there(lin: Staff, as_wen: Client) -> None:
    there = come_in()

    response = as_wen.post(f"{ME}sittings/{sittings_of(lin).get().pk}/ending/")

    assert (response.status_code, is_in(there)) == (404, True)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "安卓手机 · 微信"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit Version/17.0 Safari/604", "iPhone · Safari"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit Chrome/120 Safari", "Mac 电脑 · Chrome"),
        ("<script>alert(1)</script>", "一台设备"),
        ("", "一台设备"),
    ],
)
def test_device_is_said_in_words(agent: str, words: str) -> None:
    assert device_in_words(agent) == words
