"""Dangerous acts ask again who one is."""

import pytest
from django.test import Client

from zhijian.console.tests.codes import code_of, pair_phone
from zhijian.console.tests.conftest import PASSWORD
from zhijian.console.tests.reading import refusals
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.staff.models import Staff

pytestmark = pytest.mark.django_db

AGAIN = "/console/sign-in/again/"
NEW = "/console/staff/new/"
LATE_SECONDS = 15 * 60 + 1


@pytest.fixture
def late_wen(wen: Staff) -> Client:
    """Wen, a quarter of an hour after she gave her password."""
    return signed_in(wen, proven_ago_seconds=LATE_SECONDS)


DANGEROUS = [
    NEW,
    "/console/me/authenticator/",
    "/console/me/passkeys/",
    "/console/me/recovery-codes/",
    "/console/me/sittings/ending/",
    "/console/me/sittings/1/ending/",
    "/console/me/authenticator/removal/",
    "/console/me/passkeys/1/removal/",
    "/console/staff/1/switch/",
    "/console/staff/1/link/",
    "/console/staff/1/second-factors/removal/",
    "/console/staff/1/sittings/ending/",
]


@pytest.mark.parametrize("address", DANGEROUS)
def test_dangerous_act_asks_again_after_a_quarter_of_an_hour(late_wen: Client, address: str) -> None:
    before = "http://testserver/console/staff/?x=1"

    response = late_wen.post(address, headers={"referer": before})

    assert (response.status_code, response["Location"]) == (
        302,
        f"{AGAIN}?next=%2Fconsole%2Fstaff%2F%3Fx%3D1",
    )


def test_a_page_comes_back_to_itself(late_wen: Client) -> None:
    wanted = late_wen.get(f"{NEW}?a=b")["Location"]

    answer = late_wen.post(wanted, {"password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, f"{NEW}?a=b")
    assert late_wen.get(NEW).status_code == 200


def test_a_piece_leads_the_whole_page(late_wen: Client) -> None:
    around = {"HX-Request": "true", "HX-Current-URL": "http://testserver/console/staff/"}

    response = late_wen.post("/console/staff/1/switch/", headers=around)

    assert (response.status_code, response["HX-Redirect"]) == (204, f"{AGAIN}?next=%2Fconsole%2Fstaff%2F")


def test_a_form_from_nowhere_comes_back_to_today(late_wen: Client) -> None:
    places = [
        late_wen.post(NEW, headers={"referer": referer})["Location"]
        for referer in ("", "http://testserver/read/abc", "https://evil.example/page")
    ]

    assert places == [f"{AGAIN}?next=%2Fconsole%2F"] * 3


def test_wrong_password_does_not_do(late_wen: Client) -> None:
    response = late_wen.post(AGAIN, {"password": "wrong"})

    assert (response.status_code, refusals(response.content.decode())) == (422, ["密码不对，请再看看。"])
    assert late_wen.get(NEW).status_code == 302


def test_guessing_is_braked_here_as_well(late_wen: Client) -> None:
    for _ in range(5):
        late_wen.post(AGAIN, {"password": "wrong"})

    response = late_wen.post(AGAIN, {"password": PASSWORD})

    assert refusals(response.content.decode()) == ["试的次数多了，请过 5 分钟再来。密码没有被改动。"]


def test_code_of_the_phone_does(wen: Staff, late_wen: Client) -> None:
    secret = pair_phone(signed_in(wen))

    answer = late_wen.post(AGAIN, {"code": code_of(secret), "next": NEW})

    assert (answer["Location"], late_wen.get(NEW).status_code) == (NEW, 200)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/x"])
def test_nobody_is_led_away(late_wen: Client, elsewhere: str) -> None:
    answer = late_wen.post(AGAIN, {"password": PASSWORD, "next": elsewhere})

    assert answer["Location"] == "/console/"


def test_proof_of_one_person_is_none_for_another(wen: Staff, lin: Staff) -> None:
    client = signed_in(lin)
    client.force_login(wen)

    assert client.get(NEW)["Location"].startswith(AGAIN)


def test_right_after_signing_in_nothing_is_asked(wen: Staff) -> None:
    client = Client()
    client.post("/console/sign-in/", {"username": "wen", "password": PASSWORD})

    assert client.get(NEW).status_code == 200
