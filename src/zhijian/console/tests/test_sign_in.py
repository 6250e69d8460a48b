import re

import pytest
from django.test import Client

from zhijian.console.tests.conftest import PASSWORD
from zhijian.console.tests.reading import typed, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff

pytestmark = pytest.mark.django_db

SIGN_IN = "/console/sign-in/"


def signing_in(client: Client, name: str, password: str, **more: str) -> tuple[int, str, str]:
    response = client.post(SIGN_IN, {"username": name, "password": password, **more})
    return response.status_code, response.get("Location", ""), response.content.decode()


def test_page_has_the_two_fields_people_and_their_tools_know(client: Client, lin: Staff) -> None:
    page = client.get(SIGN_IN).content.decode()

    fields = re.findall(r'<input class="form-control" id="(\w+)" name="(\w+)"', page)
    assert fields == [("username", "username"), ("password", "password")]
    assert re.findall(r'autocomplete="([\w-]+)"', page) == ["username", "current-password"]


def test_right_password_leads_to_today(client: Client, lin: Staff) -> None:
    assert signing_in(client, "lin", PASSWORD) == (302, "/console/", "")
    assert client.get("/console/").status_code == 200


def test_cookies_are_the_consoles_own(client: Client, lin: Staff) -> None:
    client.get(SIGN_IN)
    signing_in(client, "lin", PASSWORD)

    cookies = {
        name: (morsel["path"], bool(morsel["httponly"]), morsel["samesite"])
        for name, morsel in client.cookies.items()
    }
    assert cookies == {
        "zj_console": ("/console/", True, "Lax"),
        "zj_console_csrf": ("/console/", True, "Lax"),
    }


def test_wrong_password_is_one_kind_sentence_and_keeps_the_name(client: Client, lin: Staff) -> None:
    status, _, page = signing_in(client, "lin", "wrong")

    assert (status, typed(page, "username")) == (422, ["lin"])
    assert words_of(page).count("用户名或密码不对，请再看看。连错几次会歇 5 分钟。") == 1
    assert "wrong" not in typed(page, "password")


def test_unknown_name_is_told_the_same_as_a_wrong_password(client: Client, lin: Staff) -> None:
    known = words_of(signing_in(client, "lin", "wrong")[2])
    unknown = words_of(signing_in(client, "nobody", "wrong")[2])

    assert known == unknown


def test_empty_fields_are_named(client: Client, db: None) -> None:
    status, _, page = signing_in(client, "", "")

    assert status == 422
    assert ("写上用户名。" in page, "写上密码。" in page) == (True, True)


@pytest.mark.parametrize(
    ("name", "password", "waiting_field"),
    [("", "", "username"), ("", PASSWORD, "username"), ("lin", "", "password"), ("lin", "wrong", "password")],
)
def test_one_goes_on_where_something_is_missing(
    client: Client, lin: Staff, name: str, password: str, waiting_field: str
) -> None:
    page = signing_in(client, name, password)[2]

    assert re.findall(r'<input [^>]*name="(\w+)"[^>]* autofocus>', page) == [waiting_field]


def test_guessing_is_slowed_even_when_the_guess_is_right(client: Client, lin: Staff) -> None:
    for _ in range(5):
        signing_in(client, "lin", "wrong")

    status, _, page = signing_in(client, "lin", PASSWORD)

    assert status == 422
    assert "试的次数多了，请过 5 分钟再来。密码没有被改动。" in page


def test_who_has_left_is_told_so(client: Client, lin: Staff) -> None:
    Staff.objects.filter(pk=lin.pk).update(is_active=False)

    status, _, page = signing_in(client, "lin", PASSWORD)

    assert (status, "您的用户名停用了" in page) == (422, True)
    assert client.get("/console/").status_code == 302


def test_one_comes_back_to_the_page_one_wanted(client: Client, lin: Staff, account: Account) -> None:
    wanted = client.get("/console/answers/?show=off")["Location"]

    page = client.get(wanted).content.decode()
    answer = signing_in(client, "lin", PASSWORD, next=typed(page, "next")[0])

    assert answer[:2] == (302, "/console/answers/?show=off")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)"])
def test_one_is_not_led_away(client: Client, lin: Staff, elsewhere: str) -> None:
    assert signing_in(client, "lin", PASSWORD, next=elsewhere)[:2] == (302, "/console/")


def test_signing_out_ends_the_session(as_lin: Client) -> None:
    response = as_lin.post("/console/sign-out/")

    assert (response.status_code, response["Location"]) == (302, SIGN_IN)
    assert as_lin.get("/console/")["Location"] == "/console/sign-in/?next=%2Fconsole%2F"


def test_a_link_alone_does_not_sign_out(as_lin: Client) -> None:
    page = as_lin.get("/console/sign-out/")

    assert (page.status_code, as_lin.get("/console/").status_code) == (200, 200)


def test_form_of_another_site_is_refused_in_our_words(lin: Staff) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(SIGN_IN, {"username": "lin", "password": PASSWORD})

    assert (response.status_code, "这一页放久了" in response.content.decode()) == (403, True)


def test_many_names_from_one_address_are_braked_together(client: Client, lin: Staff) -> None:
    for number in range(10):
        signing_in(client, f"somebody{number}", "wrong")

    status, _, page = signing_in(client, "lin", PASSWORD)

    assert (status, "试的次数多了" in page) == (422, True)


def test_another_address_is_not_braked_with_it(client: Client, lin: Staff) -> None:
    for number in range(10):
        signing_in(client, f"somebody{number}", "wrong")

    elsewhere = Client(REMOTE_ADDR="10.0.0.7")

    assert signing_in(elsewhere, "lin", PASSWORD)[0] == 302


def test_hammering_is_answered_in_our_words(client: Client, lin: Staff) -> None:
    for _ in range(30):
        client.post(SIGN_IN)

    response = client.post(SIGN_IN)

    assert (response.status_code, "请歇一会儿" in response.content.decode()) == (429, True)


BROKEN = (
    "",
    "not json",
    "{}",
    "[]",
    "null",
    "7",
    '{"id": "x"}',
    '{"id": 1, "rawId": 2, "response": 3}',
    '{"response": {"userHandle": 1}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "MQ"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "attestationObject": "gg"}}',
)


@pytest.mark.parametrize("credential", BROKEN)
@pytest.mark.parametrize("address", ["sign-in/passkey/", "sign-in/again/", "me/passkeys/"])
def test_broken_passkey_is_refused_kindly(as_lin: Client, address: str, credential: str) -> None:
    client = Client() if address == "sign-in/passkey/" else as_lin
    client.get(f"/console/{address}", headers={"accept": "application/json"})

    response = client.post(f"/console/{address}", {"credential": credential})

    assert response.status_code == 422
