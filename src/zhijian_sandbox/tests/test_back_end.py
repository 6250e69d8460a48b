"""While the server configuration is off: the back end's menu and replies; while it is on, none of them."""

from typing import Any

import pytest

from zhijian_sandbox.samples import picture
from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.serving import Account


def rule(*replies: Json, mode: str = "reply_all", **keywords: str) -> Json:
    """A rule as get_current_autoreply_info tells it; keywords by match mode, one each."""
    return {
        "rule_name": "规则",
        "create_time": 1423028166,
        "reply_mode": mode,
        "keyword_list_info": [
            {"type": "text", "match_mode": match, "content": content} for match, content in keywords.items()
        ],
        "reply_list_info": list(replies),
    }


def text(content: str) -> Json:
    return {"type": "text", "content": content}


def set_rules(bench: Bench, *rules: Json, **more: Any) -> None:
    bench.control(
        "PUT",
        f"apps/{APPID}/autoreply",
        **{
            "is_add_friend_reply_open": 1,
            "is_autoreply_open": 1,
            "add_friend_autoreply_info": text("欢迎"),
            "message_default_autoreply_info": text("没听懂"),
            "keyword_autoreply_info": {"list": list(rules)},
            **more,
        },
    )


@pytest.fixture
def off(bench: Bench, account: Account) -> Bench:
    """Mei follows an account whose server configuration is off."""
    bench.register(callback_url=account.url, mode="plain", server_enabled=False)
    bench.follower()
    return bench


def said(bench: Bench) -> list[str]:
    return [
        str(one.get("content", one["kind"]))
        for one in bench.bubbles()
        if one["via"] in ("back_end", "passive")
    ]


def test_account_is_not_called_while_it_is_off(off: Bench, account: Account) -> None:
    set_rules(off, rule(text("周一到周五"), equal="值班"))

    (outcome,) = off.act("text", content="值班")["outcomes"]

    assert (outcome["verdict"], outcome["verdict_text"], outcome["bubble"]["content"]) == (
        "back_end",
        "后台自动回复",
        "周一到周五",
    )
    assert (account.asked, off.log(kind="callback")) == ([], [])


def test_back_end_is_silent_once_the_account_is_called(off: Bench, account: Account) -> None:
    set_rules(off, rule(text("周一到周五"), equal="值班"))

    off.control("PATCH", f"apps/{APPID}", server_enabled=True)
    off.act("text", content="值班")

    assert (len(account.asked), said(off)) == (1, [])


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        ("值班", ["整"]),
        ("今天谁值班", ["没听懂"]),
        ("我想学习一下", ["含"]),
        ("学习", ["含"]),
        ("ＷＩＦＩ", ["没听懂"]),
        ("WIFI", ["小写"]),
    ],
)
def test_keywords_match_whole_or_inside(off: Bench, content: str, answers: list[str]) -> None:
    set_rules(
        off,
        rule(text("整"), equal="值班"),
        rule(text("含"), contain="学习"),
        rule(text("小写"), equal="wifi"),
    )

    off.act("text", content=content)

    assert said(off) == answers


def test_whole_match_comes_before_one_inside(off: Bench) -> None:
    set_rules(off, rule(text("含"), contain="学"), rule(text("整"), equal="学习"))

    off.act("text", content="学习")

    assert said(off) == ["整"]


def test_all_replies_of_a_rule_or_one_of_them(off: Bench) -> None:
    both = [text("一"), text("二")]
    set_rules(off, rule(*both, equal="都"), rule(*both, mode="random_one", equal="任选"))

    off.act("text", content="都")
    off.act("text", content="任选")

    first, second, chosen = said(off)
    assert (first, second, chosen in ("一", "二")) == ("一", "二", True)


def test_default_is_said_at_most_once_an_hour(off: Bench) -> None:
    set_rules(off)

    off.act("text", content="在吗")
    off.act("image")
    before = said(off)
    off.later(hours=1)
    off.act("voice")

    assert (before, said(off)) == (["没听懂"], ["没听懂", "没听懂"])


def test_welcome_is_said_on_following(off: Bench) -> None:
    set_rules(off)
    off.follower("oBo", follows=False)

    off.act("follow", follower="oBo")

    assert [one["content"] for one in off.bubbles("oBo")] == ["欢迎"]


def test_closed_replies_are_not_said(off: Bench) -> None:
    set_rules(off, rule(text("整"), equal="值班"), is_autoreply_open=0, is_add_friend_reply_open=0)
    off.follower("oBo", follows=False)

    off.act("follow", follower="oBo")
    off.act("text", content="值班")

    assert (said(off), off.bubbles("oBo")) == ([], [])


def test_replies_of_every_kind_are_shown(off: Bench) -> None:
    image = off.upload("image", picture())["media_id"]
    article = {"title": "小事", "digest": "不小", "cover_url": "http://c/", "content_url": "http://u/"}
    set_rules(
        off,
        rule(
            {"type": "img", "content": image},
            {"type": "news", "content": "M", "news_info": {"list": [article, article]}},
            {"type": "video", "content": "http://v.example/"},
            equal="都",
        ),
    )

    off.act("text", content="都")

    shown = [one for one in off.bubbles() if one["via"] == "back_end"]
    assert [one["kind"] for one in shown] == ["image", "news", "text"]
    assert (
        shown[1]["articles"]
        == [{"title": "小事", "description": "不小", "picture_url": "http://c/", "url": "http://u/"}] * 2
    )
    assert shown[2]["content"] == "[视频] http://v.example/"


def test_rules_are_told_as_they_were_made(off: Bench) -> None:
    set_rules(off, rule(text("整"), equal="值班"))

    told = off.get("get_current_autoreply_info")

    assert told == off.control("GET", f"apps/{APPID}/autoreply")
    assert told["keyword_autoreply_info"]["list"] == [rule(text("整"), equal="值班")]


MENU: Json = {
    "button": [
        {"type": "text", "name": "值班", "value": "周一到周五"},
        {
            "name": "更多",
            "sub_button": {"list": [{"type": "view", "name": "首页", "url": "http://localhost:8000/m/"}]},
        },
    ]
}


def test_menu_of_the_back_end_is_shown_and_answers_by_itself(off: Bench, account: Account) -> None:
    off.control("PUT", f"apps/{APPID}/backend-menu", **MENU)

    shown = off.control("GET", f"followers/oMei/chats/{APPID}")["menu"]
    off.act("menu", path=[0])
    opened = off.act("menu", path=[1, 0])

    assert shown == [
        {"name": "值班", "type": "text", "value": "周一到周五", "sub": []},
        {
            "name": "更多",
            "type": None,
            "sub": [{"name": "首页", "type": "view", "url": "http://localhost:8000/m/", "sub": []}],
        },
    ]
    assert [(one["via"], one["content"]) for one in off.bubbles()] == [("menu", "周一到周五")]
    assert (opened["open_url"], opened["threads"]) == ("http://phone-1.localhost:8000/m/", [])
    assert account.asked == []


def test_menu_of_the_back_end_is_told_and_closed_by_the_server_configuration(off: Bench) -> None:
    off.control("PUT", f"apps/{APPID}/backend-menu", **MENU)
    before = off.get("get_current_selfmenu_info")

    off.control("PATCH", f"apps/{APPID}", server_enabled=True)

    assert before == {"is_menu_open": 1, "selfmenu_info": MENU}
    assert off.get("get_current_selfmenu_info") == {"is_menu_open": 0, "selfmenu_info": MENU}
    assert off.control("GET", f"followers/oMei/chats/{APPID}")["menu"] == []


def test_menu_of_the_api_takes_its_place_when_it_is_on(off: Bench) -> None:
    off.control("PUT", f"apps/{APPID}/backend-menu", **MENU)
    made = {"type": "click", "name": "学习", "key": "K"}
    off.post("menu/create", {"button": [made]})

    off.control("PATCH", f"apps/{APPID}", server_enabled=True)

    assert off.get("get_current_selfmenu_info") == {
        "is_menu_open": 1,
        "selfmenu_info": {"button": [made]},
    }


@pytest.mark.parametrize(
    "buttons",
    [
        [],
        [{"name": "x", "type": "dance"}],
        [{"type": "text", "value": "没有名字"}],
        [{"name": "x", "type": "text"}],
        [{"name": "x", "sub_button": [{"name": "y", "type": "text", "value": "z"}]}],
        [{"name": "x", "type": "text", "value": "z"}] * 4,
    ],
)
def test_broken_menus_of_the_back_end_are_refused(off: Bench, buttons: list[Json]) -> None:
    answer = off.http.put(f"/_sandbox/apps/{APPID}/backend-menu", json={"button": buttons})

    assert (answer.status_code, answer.json()["field"]) == (400, "button")
