"""What happens to every call, whatever it is for."""

import re

import httpx
import pytest

from zhijian_sandbox.platform.call import Key
from zhijian_sandbox.platform.routes import ENDPOINTS
from zhijian_sandbox.tests.bench import APPID, SECRET, Bench


def test_error_is_http_200_with_code_words_and_rid(qinghe: Bench) -> None:
    answer = qinghe.http.get("/cgi-bin/getcallbackip", params={"access_token": "invented"})

    assert answer.status_code == 200
    assert answer.json()["errcode"] == 40001
    assert re.fullmatch(
        r"invalid credential, access_token is invalid or not latest rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}",
        answer.json()["errmsg"],
    )


def test_success_has_no_rid(qinghe: Bench) -> None:
    assert qinghe.post("menu/create", {"button": [{"type": "click", "name": "学习", "key": "K"}]}) == {
        "errcode": 0,
        "errmsg": "ok",
    }


def test_unknown_path_is_an_invalid_url(qinghe: Bench) -> None:
    assert qinghe.get("no/such/thing")["errcode"] == 40066


@pytest.mark.parametrize("path", sorted(path for path, one in ENDPOINTS.items() if one.method == "POST"))
def test_calls_that_want_post_say_so(qinghe: Bench, path: str) -> None:
    assert qinghe.http.get(path).json()["errcode"] == 43002


@pytest.mark.parametrize("path", sorted(path for path, one in ENDPOINTS.items() if one.method == "GET"))
def test_calls_that_want_get_say_so(qinghe: Bench, path: str) -> None:
    assert qinghe.http.post(path, json={}).json()["errcode"] == 43001


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded", None]
)
def test_json_is_read_whatever_the_content_type(qinghe: Bench, content_type: str | None) -> None:
    body = '{"tag": {"name": "党员"}}'.encode()
    request = httpx.Request(
        "POST", f"{qinghe.url}/cgi-bin/tags/create?access_token={qinghe.token()}", content=body
    )
    if content_type is not None:
        request.headers["Content-Type"] = content_type

    answer = qinghe.http.send(request)

    assert answer.json() == {"tag": {"id": 100, "name": "党员"}}


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        (b"", 44002),
        (b"{", 47001),
        (b"[]", 47001),
        (b'"text"', 47001),
        (b"\xff\xfe", 47001),
        (b'{"tag": {"name": "\\ud800"}}', 47001),
        (b'{"tag": NaN}', 47001),
        (b'{"a":' * 100_000, 47001),
        (b'{"tag": {"name": ' + b"9" * 5000 + b"}}", 47001),
    ],
)
def test_broken_bodies_are_told_apart(qinghe: Bench, body: bytes, errcode: int) -> None:
    assert qinghe.post("tags/create", content=body)["errcode"] == errcode


@pytest.mark.parametrize("path", sorted(ENDPOINTS))
@pytest.mark.parametrize(
    "body",
    [
        {},
        {
            "openid": 7,
            "touser": [],
            "tag": 1,
            "tagid": {},
            "openid_list": [1],
            "button": [1],
            "user_list": [{}],
        },
        {
            "touser": "oMei",
            "msgtype": "text",
            "text": "x",
            "tag": {"id": 10**30, "name": []},
            "tagid": 10**30,
        },
        {"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 10**30}}, "expire_seconds": 10**30},
        {
            "openid": "\x00",
            "rid": "\x00-\x00-\x00",
            "cgi_path": ["/"],
            "button": [{"name": "\x00", "type": "click"}],
        },
    ],
)
def test_nonsense_never_breaks_a_call(qinghe: Bench, path: str, body: dict[str, object]) -> None:
    qinghe.follower()
    endpoint = ENDPOINTS[path]
    query = {
        "access_token": qinghe.token(),
        "openid": "\x00",
        "next_openid": "\x00",
        "media_id": "x",
        "type": "x",
    }
    credentials = {} if endpoint.key is Key.TOKEN else {"appid": APPID, "secret": SECRET, "appsecret": SECRET}

    answer = qinghe.http.request(
        "GET" if endpoint.method == "GET" else "POST",
        path,
        params=query if endpoint.key is Key.TOKEN else credentials,
        json=None if endpoint.method == "GET" else {**body, **credentials},
    )

    assert answer.status_code == 200
    assert answer.json().get("errcode") != -1


def test_caller_must_be_in_the_whitelist(bench: Bench) -> None:
    bench.register(allowed_ips=["10.0.0.0/8"])

    answer = bench.http.get(
        "/cgi-bin/token", params={"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
    ).json()

    assert answer["errcode"] == 40164
    assert answer["errmsg"].startswith("invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist rid: ")


def test_whitelist_holds_for_calls_with_a_token_too(qinghe: Bench) -> None:
    token = qinghe.token()

    qinghe.control("PATCH", f"apps/{APPID}", allowed_ips=["10.1.2.3"])

    assert qinghe.get("getcallbackip", token=token)["errcode"] == 40164


@pytest.mark.parametrize(
    ("kind", "verified", "allowed"),
    [
        ("subscription", False, set()),
        ("subscription", True, {"menu", "users", "kf", "media"}),
        ("service", False, {"menu"}),
        ("service", True, {"menu", "users", "kf", "media", "qrcode"}),
    ],
)
def test_rights_follow_the_kind_of_account(
    bench: Bench, kind: str, *, verified: bool, allowed: set[str]
) -> None:
    bench.register(kind=kind, verified=verified)
    token = bench.token()

    answers = {
        "menu": bench.get("menu/get", token=token),
        "users": bench.get("user/get", token=token),
        "kf": bench.post("message/custom/send", {"touser": "oMei"}, token=token),
        "media": bench.upload("image", b"", token=token),
        "qrcode": bench.post("qrcode/create", {}, token=token),
    }

    assert {name for name, answer in answers.items() if answer.get("errcode") != 48001} == allowed


def test_day_quota_ends_at_midnight_in_china(bench: Bench) -> None:
    bench.register(quotas={"/cgi-bin/user/get": 2})
    bench.control("PUT", "clock", now="2026-03-01T23:00:00+08:00")
    token = bench.token()
    codes = [bench.get("user/get", token=token).get("errcode", 0) for _ in range(3)]

    bench.later(minutes=61)

    assert codes == [0, 0, 45009]
    assert bench.get("user/get", token=token)["total"] == 0


def test_minute_limit_ends_with_the_minute(bench: Bench) -> None:
    bench.register(rates={"/cgi-bin/user/get": 1})
    bench.control("PUT", "clock", now="2026-03-01T12:00:00+08:00")
    token = bench.token()
    codes = [bench.get("user/get", token=token).get("errcode", 0) for _ in range(2)]

    bench.later(minutes=1)

    assert codes == [0, 45011]
    assert bench.get("user/get", token=token)["total"] == 0


def test_calls_refused_for_the_quota_are_not_counted(bench: Bench) -> None:
    bench.register(quotas={"/cgi-bin/user/get": 1})
    token = bench.token()
    for _ in range(3):
        bench.get("user/get", token=token)

    quota = bench.post("openapi/quota/get", {"cgi_path": "/cgi-bin/user/get"}, token=token)["quota"]

    assert quota == {"daily_limit": 1, "used": 1, "remain": 0}


def test_tokens_have_a_day_quota_of_their_own(bench: Bench) -> None:
    bench.register(quotas={"/cgi-bin/token": 1})
    bench.token()

    over = bench.http.get(
        "/cgi-bin/token", params={"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
    ).json()

    assert over["errcode"] == 45009
