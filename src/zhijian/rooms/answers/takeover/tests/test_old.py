"""What WeChat tells, read; and what its own rules would say."""

import pytest

from zhijian.rooms.answers.menu.places import Place
from zhijian.rooms.answers.takeover.old import Reply, Word, read
from zhijian.rooms.answers.takeover.old_answers import answering
from zhijian.rooms.answers.takeover.tests.builders import Json, a_told, card, media, news, rule, text


def names(raw: Json, said: str) -> list[str]:
    return [one.name for one in answering(read(raw), said)]


def test_a_rule_is_read_with_all_it_has() -> None:
    told = rule("组织", [("转组织关系", "contain"), ("介绍信", "equal")], text("先开信"), media("img", "m-1"))

    (found,) = read(a_told(told)).rules

    assert (found.name, found.source, found.words) == (
        "组织",
        "rule:1",
        (Word("转组织关系", is_whole=False), Word("介绍信", is_whole=True)),
    )
    assert [(reply.kind, reply.text, [one.media_id for one in reply.things]) for reply in found.replies] == [
        ("text", "先开信", []),
        ("image", "", ["m-1"]),
    ]


def test_a_thing_named_twice_is_one_thing() -> None:
    told = a_told(
        rule("一", [("一", "equal")], media("img", "m-1"), news(card("甲"), card("乙"))),
        rule("二", [("二", "equal")], media("img", "m-1"), news(card("甲"))),
    )

    assert [(one.kind, one.title or one.name) for one in read(told).things()] == [
        ("image", "m-1"),
        ("link", "甲"),
        ("link", "乙"),
    ]


def test_what_is_not_known_is_carried_along() -> None:
    (found,) = read(a_told(rule("新", [("新", "equal")], {"type": "hologram", "content": "x"}))).rules

    assert found.replies == (Reply("other", "hologram x"),)


@pytest.mark.parametrize("raw", [{}, {"autoreply": []}, {"autoreply": {"keyword_autoreply_info": 1}}])
def test_answers_out_of_form_hold_no_rules(raw: Json) -> None:
    assert (read(raw).rules, read(raw).menus, read(raw).welcome) == ((), (), None)


def test_a_menu_made_by_hand_tells_what_it_says() -> None:
    below = {
        "list": [
            {"type": "text", "name": "值班", "value": "周一"},
            {"type": "view", "name": "首页", "url": "u"},
        ]
    }

    (menu,) = read(a_told(menu=[{"name": "办事", "sub_button": below}])).menus

    assert (menu.replies, menu.is_live_through_api) == ({Place(1, 1): Reply("text", "周一")}, False)


def test_a_menu_made_through_the_api_comes_with_those_for_some() -> None:
    raw = a_told() | {
        "menu": {
            "menu": {"button": [{"type": "view", "name": "首页", "url": "u", "sub_button": []}]},
            "conditionalmenu": [
                {"button": [{"type": "view", "name": "书记", "url": "u"}], "matchrule": {"tag_id": "102"}},
                {"button": [{"type": "view", "name": "党员", "url": "u"}], "matchrule": {"tag_id": 101}},
                {"button": [{"type": "view", "name": "苹果", "url": "u"}], "matchrule": {}},
            ],
        }
    }

    menus = read(raw).menus

    # The newest stands first at WeChat's; taken in last, it is the newest here, too.
    assert [(menu.tag, menu.buttons[0]["name"]) for menu in menus] == [
        (None, "首页"),
        (101, "党员"),
        (102, "书记"),
    ]


def test_a_word_is_compared_whole_or_as_a_piece() -> None:
    told = a_told(
        rule("整", [("党费", "equal")], text("整")),
        rule("半", [("WiFi", "contain")], text("半")),
    )

    asked = {said: names(told, said) for said in ("党费", " 党费 ", "党费？", "wifi 密码", "wi-fi")}

    assert asked == {"党费": ["整"], " 党费 ": ["整"], "党费？": [], "wifi 密码": ["半"], "wi-fi": []}


def test_of_several_rules_all_are_told() -> None:
    told = a_told(rule("一", [("党", "contain")], text("一")), rule("二", [("党费", "contain")], text("二")))

    assert names(told, "交党费") == ["一", "二"]


def test_nobody_answers_while_it_is_switched_off() -> None:
    told = a_told(rule("一", [("党", "contain")], text("一")), is_autoreply_open=0)

    assert names(told, "党") == []
