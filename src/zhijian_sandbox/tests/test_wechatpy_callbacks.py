"""Real callbacks to an account made with wechatpy, in all three modes."""

import pytest

from zhijian_sandbox.tests.bench import APPID, GH_ID, Bench
from zhijian_sandbox.tests.serving import Account
from zhijian_sandbox.tests.wechatpy_account import WechatpyAccount

MODES = ["safe", "compatible", "plain"]


def connect(bench: Bench, account: Account, mode: str) -> WechatpyAccount:
    bench.register(callback_url=account.url, mode=mode)
    bench.follower()
    return WechatpyAccount(account, mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_text_is_heard_and_the_reply_shown(bench: Bench, account: Account, mode: str) -> None:
    other = connect(bench, account, mode)

    done = bench.act("text", content="两学一做")

    (heard,) = other.heard
    assert (heard.type, heard.content, heard.source, heard.target) == ("text", "两学一做", "oMei", GH_ID)
    assert f"m:{heard.id}" == done["threads"][0]
    assert [(one["side"], one["content"]) for one in bench.bubbles()] == [
        ("me", "两学一做"),
        ("account", "收到：两学一做"),
    ]
    assert [(one["verdict"], one["attempts"]) for one in done["outcomes"]] == [("answered", 1)]


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_of_message_is_understood(bench: Bench, account: Account, mode: str) -> None:
    other = connect(bench, account, mode)
    bench.post("menu/create", {"button": [{"type": "click", "name": "学习", "key": "STUDY"}]})

    for act in ("image", "voice", "video", "location"):
        bench.act(act)
    bench.act("link", title="题", url="http://u/")
    bench.act("menu", path=[0])
    bench.act("unfollow")
    bench.act("follow")

    assert [one.type if one.type != "event" else one.event for one in other.heard] == [
        "image",
        "voice",
        "video",
        "location",
        "link",
        "click",
        "unsubscribe",
        "subscribe",
    ]
    assert other.heard[3].location == ("30.2741", "120.1551") or other.heard[3].label == "青禾镇党群服务中心"
    assert other.heard[5].key == "STUDY"


def test_picture_and_article_replies_are_shown(bench: Bench, account: Account) -> None:
    connect(bench, account, "safe")

    sent = bench.act("image")["bubble"]
    bench.act("text", content="图文")

    picture, card = (one for one in bench.bubbles() if one["side"] == "account")
    assert picture["media"]["media_id"] == sent["media"]["media_id"]
    assert card["articles"] == [
        {"title": "小事不小", "description": "", "picture_url": "http://p/", "url": "http://u/"}
    ]


def test_address_check_is_answered_with_the_echostr(bench: Bench, account: Account) -> None:
    connect(bench, account, "safe")

    checked = bench.control("POST", f"apps/{APPID}/check")

    assert checked.pop("ms") >= 0
    assert checked == {"ok": True, "status": 200, "reason": ""}


def test_wrong_token_at_the_account_is_refused_three_times(bench: Bench, account: Account) -> None:
    connect(bench, account, "safe")
    bench.control("PATCH", f"apps/{APPID}", token="anotherToken")

    done = bench.act("text", content="两学一做")

    assert [(one["verdict"], one["verdict_text"], one["attempts"]) for one in done["outcomes"]] == [
        ("status", "回了 403", 3)
    ]
