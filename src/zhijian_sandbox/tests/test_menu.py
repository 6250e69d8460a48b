"""The menu an account may make, and what a tap on it does."""

from typing import Any

import pytest

from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.test_comments import publish
from zhijian_sandbox.tests.test_drafts import article
from zhijian_sandbox.tests.test_stream import listening

CLICK = {"type": "click", "name": "学习", "key": "STUDY"}
VIEW = {"type": "view", "name": "首页", "url": "http://localhost:8000/m/"}
SUB = {"name": "支部", "sub_button": [CLICK, VIEW]}


def create(bench: Bench, *buttons: Any) -> Json:
    return bench.post("menu/create", {"button": list(buttons)})


def test_menu_comes_back_as_it_was_made(qinghe: Bench) -> None:
    create(qinghe, CLICK, SUB)

    menu = qinghe.get("menu/get")["menu"]

    assert menu.pop("menuid") > 400_000_000
    assert menu == {
        "button": [
            {**CLICK, "sub_button": []},
            {"name": "支部", "sub_button": [{**CLICK, "sub_button": []}, {**VIEW, "sub_button": []}]},
        ]
    }


def test_current_menu_is_told_in_its_other_shape(qinghe: Bench) -> None:
    without = qinghe.get("get_current_selfmenu_info")
    create(qinghe, CLICK, SUB)

    assert without == {"is_menu_open": 0}
    assert qinghe.get("get_current_selfmenu_info") == {
        "is_menu_open": 1,
        "selfmenu_info": {"button": [CLICK, {"name": "支部", "sub_button": {"list": [CLICK, VIEW]}}]},
    }


def test_deleted_menu_is_no_menu(qinghe: Bench) -> None:
    create(qinghe, CLICK)

    deleted = qinghe.get("menu/delete")

    assert deleted == {"errcode": 0, "errmsg": "ok"}
    assert qinghe.get("menu/get")["errcode"] == 46003


@pytest.mark.parametrize(
    ("buttons", "errcode"),
    [
        ([], 40016),
        ([CLICK] * 4, 40016),
        ([{**CLICK, "type": "dance"}], 40017),
        ([{"name": "没有类型"}], 40017),
        ([{**CLICK, "name": ""}], 40018),
        ([{**CLICK, "name": "六个汉字太长"}], 40018),
        ([{**CLICK, "key": ""}], 40019),
        ([{**CLICK, "key": "k" * 129}], 40019),
        ([{**VIEW, "url": "http://localhost/" + "u" * 1024}], 40020),
        ([{**VIEW, "url": "javascript:alert(1)"}], 40020),
        ([{"name": "支部", "sub_button": [CLICK] * 6}], 40023),
        ([{"name": "支部", "sub_button": [SUB]}], 40023),
        ([{"name": "支部", "sub_button": [{**CLICK, "type": "dance"}]}], 40024),
        ([{"name": "支部", "sub_button": [{**CLICK, "name": "一" * 21}]}], 40025),
        ([{"name": "支部", "sub_button": [{**CLICK, "key": ""}]}], 40026),
        ([{"name": "支部", "sub_button": [{**VIEW, "url": ""}]}], 40027),
        ([{"type": "media_id", "name": "图", "media_id": "invented"}], 40007),
        ([{**VIEW, "url": "https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=x"}], 40155),
        ([{"type": "miniprogram", "name": "程序", "url": "https://example.com/"}], 45064),
    ],
)
def test_menus_the_platform_refuses(qinghe: Bench, buttons: list[Json], errcode: int) -> None:
    assert create(qinghe, *buttons)["errcode"] == errcode


def test_limits_themselves_are_allowed(qinghe: Bench) -> None:
    longest = {**CLICK, "name": "五个汉字了", "key": "k" * 128}
    sub = {"name": "支部", "sub_button": [{**CLICK, "name": "一" * 20}] * 5}

    assert create(qinghe, longest, sub, VIEW)["errcode"] == 0


def test_escaped_chinese_is_stored_as_its_escape(qinghe: Bench) -> None:
    body = rb'{"button": [{"type": "click", "name": "\u5b66\u4e60", "key": "\u005cA"}]}'

    created = qinghe.post("menu/create", content=body)

    assert created["errcode"] == 0
    assert qinghe.get("menu/get")["menu"]["button"] == [
        {"type": "click", "name": "\\u5b66\\u4e60", "key": "\\A", "sub_button": []}
    ]


def test_phones_show_the_menu(qinghe: Bench) -> None:
    qinghe.follower()
    create(qinghe, CLICK, SUB)

    shown = qinghe.control("GET", "followers/oMei/chats/wx5e1f00000000c0de")["menu"]

    assert shown == [
        {"name": "学习", "type": "click", "key": "STUDY", "sub": []},
        {
            "name": "支部",
            "type": None,
            "sub": [
                {"name": "学习", "type": "click", "key": "STUDY", "sub": []},
                {"name": "首页", "type": "view", "url": "http://localhost:8000/m/", "sub": []},
            ],
        },
    ]


def test_published_article_is_put_into_the_menu(qinghe: Bench) -> None:
    qinghe.follower()
    post = publish(qinghe, article(qinghe))
    article_id = qinghe.post("freepublish/batchget", {"offset": 0, "count": 1})["item"][0]["article_id"]
    card = {"type": "article_id", "name": "文章", "article_id": article_id}
    page = {**card, "type": "article_view_limited"}

    made, wrong = create(qinghe, card, page), create(qinghe, {**card, "article_id": "invented"})
    shown = qinghe.act("menu", path=[0])
    opened = qinghe.act("menu", path=[1])

    assert (made["errcode"], wrong["errcode"]) == (0, 53600)
    assert (shown["bubble"]["articles"][0]["title"], shown["threads"]) == ("学习强国", [])
    assert opened["open_url"].endswith(post["articles"][0]["url"].rpartition(":")[2])
    assert "phone-1.localhost" in opened["open_url"]


def test_phones_that_see_another_menu_are_named_on_the_stream(qinghe: Bench) -> None:
    qinghe.follower("oMei")
    qinghe.follower("oBo")
    create(qinghe, CLICK)
    qinghe.control("PATCH", "followers/oBo", platform="ios")
    position = qinghe.control("GET", "state")["stream"]

    rule = {"client_platform_type": "1"}
    qinghe.post("menu/addconditional", {"button": [VIEW], "matchrule": rule})

    with listening(qinghe, after=position) as stream:
        told = next(data for event, data in stream if event == "menu")
    assert ([one["name"] for one in told["menu"]], list(told["special"])) == (["学习"], ["phone-2"])
    assert [one["name"] for one in told["special"]["phone-2"]] == ["首页"]
