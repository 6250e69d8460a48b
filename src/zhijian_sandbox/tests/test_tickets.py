"""The ticket for pages, what they sign with it, and short keys."""

import pytest

from zhijian.wechat import jssdk
from zhijian_sandbox.tests.bench import APPID, Bench, Json

URL = "http://phone-1.localhost:8000/m/?a=1"


def check(bench: Bench, signature: str, url: str = URL) -> Json:
    return bench.control(
        "POST",
        f"apps/{APPID}/jssdk-check",
        url=url,
        noncestr="Wm3WZYTPz0wzccnW",
        timestamp=1414587457,
        signature=signature,
    )


def sign(ticket: str, url: str = URL) -> str:
    return jssdk.signature(ticket=ticket, nonce="Wm3WZYTPz0wzccnW", timestamp=1414587457, url=url)


def test_ticket_stays_the_same_for_two_hours(qinghe: Bench) -> None:
    first = qinghe.get("ticket/getticket", type="jsapi")
    qinghe.later(hours=1)
    second = qinghe.get("ticket/getticket", type="jsapi")
    qinghe.later(hours=1, seconds=1)
    third = qinghe.get("ticket/getticket", type="jsapi")

    assert (first["errcode"], first["expires_in"], second["ticket"], second["expires_in"] <= 3600) == (
        0,
        7200,
        first["ticket"],
        True,
    )
    assert third["ticket"] != first["ticket"]


def test_unknown_ticket_is_refused(qinghe: Bench) -> None:
    assert qinghe.get("ticket/getticket", type="dance")["errcode"] == 40035


def test_right_signature_is_told_from_a_wrong_one(qinghe: Bench) -> None:
    ticket = qinghe.get("ticket/getticket", type="jsapi")["ticket"]

    right, wrong = check(qinghe, sign(ticket)), check(qinghe, "0" * 40)

    assert right == {"ok": True, "signature": sign(ticket), "problems": []}
    assert (wrong["ok"], wrong["signature"], len(wrong["problems"])) == (False, sign(ticket), 1)


def test_page_must_be_on_a_listed_domain_and_sign_without_its_fragment(qinghe: Bench) -> None:
    qinghe.control("PATCH", f"apps/{APPID}", js_domains=["m.example.com"])
    ticket = qinghe.get("ticket/getticket", type="jsapi")["ticket"]

    elsewhere = check(qinghe, sign(ticket, "https://other.example.com/"), "https://other.example.com/")
    listed = check(qinghe, sign(ticket, "https://m.example.com/"), "https://m.example.com/")
    fragment = check(qinghe, sign(ticket, "https://m.example.com/"), "https://m.example.com/#x")

    assert (elsewhere["problems"], listed["problems"], fragment["problems"]) == (
        ["页面的域名不在 JS 接口安全域名里"],
        [],
        ["签名用的地址不要带 # 和后面的部分"],
    )


def test_without_a_ticket_nothing_can_be_right(qinghe: Bench) -> None:
    assert check(qinghe, "0" * 40)["problems"] == ["没有有效的 jsapi_ticket：先用 getticket 取一个"]


def test_long_data_comes_back_for_its_key(qinghe: Bench) -> None:
    made = qinghe.post("shorten/gen", {"long_data": "loooooong data", "expire_seconds": 86400})

    fetched = qinghe.post("shorten/fetch", {"short_key": made["short_key"]})
    qinghe.later(days=1, seconds=1)

    assert (len(made["short_key"]), fetched["long_data"], fetched["create_time"] > 0) == (
        15,
        "loooooong data",
        True,
    )
    assert 86_000 < fetched["expire_seconds"] <= 86_400
    assert qinghe.post("shorten/fetch", {"short_key": made["short_key"]})["errcode"] == 9410011


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        ({"long_data": ""}, 9410010),
        ({"long_data": "字" * 1366}, 9410010),
        ({"long_data": "x", "expire_seconds": 0}, 9410012),
        ({"long_data": "x", "expire_seconds": 2_592_001}, 9410012),
    ],
)
def test_short_keys_the_platform_refuses(qinghe: Bench, body: Json, errcode: int) -> None:
    assert qinghe.post("shorten/gen", body)["errcode"] == errcode


def test_key_of_another_account_is_none(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")
    short_key = bench.post("shorten/gen", {"long_data": "x"})["short_key"]

    other = bench.token(appid="wxother")
    assert bench.post("shorten/fetch", {"short_key": short_key}, token=other)["errcode"] == 9410011
