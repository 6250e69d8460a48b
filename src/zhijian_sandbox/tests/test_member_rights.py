"""Who may ask about followers, tags and codes: 48001 for the other kinds of account."""

import pytest

from zhijian_sandbox.tests.bench import APPID, SECRET, Bench

ABOUT_PEOPLE = {
    "user/get": "GET",
    "user/info": "GET",
    "user/info/batchget": "POST",
    "user/info/updateremark": "POST",
    "tags/create": "POST",
    "tags/get": "GET",
    "tags/update": "POST",
    "tags/delete": "POST",
    "user/tag/get": "POST",
    "tags/members/batchtagging": "POST",
    "tags/members/batchuntagging": "POST",
    "tags/getidlist": "POST",
    "tags/members/getblacklist": "POST",
    "tags/members/batchblacklist": "POST",
    "tags/members/batchunblacklist": "POST",
}


@pytest.mark.parametrize(
    ("kind", "verified", "people", "codes"),
    [
        ("subscription", False, False, False),
        ("subscription", True, True, False),
        ("service", False, False, False),
        ("service", True, True, True),
    ],
)
def test_people_need_verification_and_codes_a_service_account_besides(
    bench: Bench, kind: str, *, verified: bool, people: bool, codes: bool
) -> None:
    bench.register(kind=kind, verified=verified)
    token = bench.token()

    answers = {
        path: bench.get(path, token=token) if method == "GET" else bench.post(path, {}, token=token)
        for path, method in ABOUT_PEOPLE.items()
    }
    code = bench.post("qrcode/create", {}, token=token)

    allowed = {path for path, answer in answers.items() if answer.get("errcode") != 48001}
    assert allowed == (set(ABOUT_PEOPLE) if people else set())
    assert (code["errcode"] != 48001) == codes


@pytest.mark.parametrize(("kind", "verified"), [("subscription", True), ("service", False)])
def test_pages_ask_who_somebody_is_only_for_verified_service_accounts(
    bench: Bench, kind: str, *, verified: bool
) -> None:
    bench.register(kind=kind, verified=verified)
    query = {"appid": APPID, "secret": SECRET, "code": "x", "grant_type": "authorization_code"}

    assert bench.http.get("/sns/oauth2/access_token", params=query).json()["errcode"] == 48001


def test_right_that_was_lost_is_missed_at_once(qinghe: Bench) -> None:
    token = qinghe.token()
    before = qinghe.get("user/get", token=token)

    qinghe.control("PATCH", f"apps/{APPID}", verified=False)

    assert ("errcode" in before, qinghe.get("user/get", token=token)["errcode"]) == (False, 48001)
