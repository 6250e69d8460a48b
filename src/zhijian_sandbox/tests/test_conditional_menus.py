"""Menus for some: by tag and by kind of phone; the newest that fits is shown."""

from typing import Any

import pytest

from zhijian_sandbox.platform.limits import CONDITIONAL_MENUS
from zhijian_sandbox.tests.bench import APPID, Bench, Json

ALL = {"type": "click", "name": "大家", "key": "ALL"}
MEMBERS = {"type": "click", "name": "党员", "key": "MEMBERS"}
IOS = {"type": "click", "name": "苹果", "key": "IOS"}


@pytest.fixture
def tag(qinghe: Bench) -> int:
    """Mei carries it, Bo does not; everybody has a menu."""
    qinghe.follower("oMei")
    qinghe.follower("oBo")
    qinghe.post("menu/create", {"button": [ALL]})
    made = qinghe.post("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]
    qinghe.post("tags/members/batchtagging", {"openid_list": ["oMei"], "tagid": made})
    return int(made)


def add(bench: Bench, *buttons: Json, **rule: Any) -> Json:
    return bench.post("menu/addconditional", {"button": list(buttons), "matchrule": rule})


def seen(bench: Bench, openid: str) -> list[str]:
    """What the phone shows; what trymatch says must be the same."""
    matched = bench.post("menu/trymatch", {"user_id": openid})["button"]
    shown = bench.control("GET", f"followers/{openid}/chats/{APPID}")["menu"]
    assert [one["name"] for one in shown] == [one["name"] for one in matched]
    return [one["name"] for one in shown]


def test_menu_for_a_tag_is_seen_by_those_who_carry_it(qinghe: Bench, tag: int) -> None:
    answer = add(qinghe, MEMBERS, tag_id=str(tag))

    assert int(answer["menuid"]) > 400_000_000
    assert (seen(qinghe, "oMei"), seen(qinghe, "oBo")) == (["党员"], ["大家"])


def test_menu_follows_the_tag(qinghe: Bench, tag: int) -> None:
    add(qinghe, MEMBERS, tag_id=tag)

    qinghe.post("tags/members/batchuntagging", {"openid_list": ["oMei"], "tagid": tag})

    assert seen(qinghe, "oMei") == ["大家"]


def test_newest_match_wins_and_all_conditions_must_hold(qinghe: Bench, tag: int) -> None:
    qinghe.control("PATCH", "followers/oMei", platform="ios")
    add(qinghe, MEMBERS, tag_id=tag)
    add(qinghe, IOS, client_platform_type="1", tag_id=tag)
    qinghe.control("PATCH", "followers/oBo", platform="ios")

    before = seen(qinghe, "oMei"), seen(qinghe, "oBo")
    qinghe.control("PATCH", "followers/oMei", platform="android")

    assert (before, seen(qinghe, "oMei")) == ((["苹果"], ["大家"]), ["党员"])


def test_tap_answers_by_the_menu_that_is_seen(qinghe: Bench, tag: int) -> None:
    menu_id = add(qinghe, {**MEMBERS, "type": "view", "url": "http://a.example/"}, tag_id=tag)["menuid"]

    qinghe.act("menu", path=[0])

    (row, *_) = qinghe.log(kind="callback")
    assert "<EventKey><![CDATA[http://a.example/]]></EventKey>" in row["callback"]["sent_text"]
    assert f"<MenuId><![CDATA[{menu_id}]]></MenuId>" in row["callback"]["sent_text"]


def test_menus_for_some_are_listed_with_their_rules(qinghe: Bench, tag: int) -> None:
    older = add(qinghe, MEMBERS, tag_id=tag)["menuid"]
    newer = add(qinghe, IOS, client_platform_type=1)["menuid"]

    listed = qinghe.get("menu/get")["conditionalmenu"]

    assert listed == [
        {
            "button": [{**IOS, "sub_button": []}],
            "matchrule": {"client_platform_type": "1"},
            "menuid": int(newer),
        },
        {"button": [{**MEMBERS, "sub_button": []}], "matchrule": {"tag_id": str(tag)}, "menuid": int(older)},
    ]


def test_deleted_one_is_no_longer_seen(qinghe: Bench, tag: int) -> None:
    menu_id = add(qinghe, MEMBERS, tag_id=tag)["menuid"]

    deleted = [qinghe.post("menu/delconditional", {"menuid": menu_id})["errcode"] for _ in range(2)]

    assert (deleted, seen(qinghe, "oMei")) == ([0, 65301], ["大家"])


def test_deleting_the_menu_deletes_those_for_some(qinghe: Bench, tag: int) -> None:
    add(qinghe, MEMBERS, tag_id=tag)

    qinghe.get("menu/delete")

    assert qinghe.post("menu/trymatch", {"user_id": "oMei"})["errcode"] == 46003
    assert qinghe.control("GET", f"followers/oMei/chats/{APPID}")["menu"] == []


@pytest.mark.parametrize(
    ("rule", "errcode"),
    [
        ({}, 65304),
        ({"tag_id": ""}, 65304),
        ({"sex": "1"}, 65320),
        ({"country": "中国", "tag_id": "100"}, 65320),
        ({"language": "zh_CN"}, 65320),
        ({"tag_id": "99"}, 45159),
        ({"client_platform_type": "4"}, 40035),
    ],
)
def test_rules_the_platform_refuses(qinghe: Bench, tag: int, rule: Json, errcode: int) -> None:
    assert add(qinghe, MEMBERS, **rule)["errcode"] == errcode


def test_first_there_must_be_a_menu_for_everybody(qinghe: Bench) -> None:
    assert add(qinghe, MEMBERS, client_platform_type=2)["errcode"] == 65303


def test_buttons_are_needed_and_checked(qinghe: Bench, tag: int) -> None:
    assert [
        add(qinghe, tag_id=tag)["errcode"],
        add(qinghe, {**MEMBERS, "key": ""}, tag_id=tag)["errcode"],
    ] == [
        65307,
        40019,
    ]


def test_at_most_three_outside_domains(qinghe: Bench, tag: int) -> None:
    views = [{"type": "view", "name": "页", "url": f"https://{host}.example/"} for host in "abcd"]
    four = {"name": "支部", "sub_button": views}

    refused, taken = (
        add(qinghe, four, tag_id=tag)["errcode"],
        add(qinghe, {**four, "sub_button": views[:3]}, tag_id=tag),
    )

    assert (refused, "menuid" in taken) == (65316, True)


def test_nobody_of_ours_matches_nothing(qinghe: Bench, tag: int) -> None:
    answers = [qinghe.post("menu/trymatch", {"user_id": one})["errcode"] for one in ("oNobody", "phone-9")]

    assert answers == [46004, 46004]


def test_phone_is_matched_by_its_name_too(qinghe: Bench, tag: int) -> None:
    assert qinghe.post("menu/trymatch", {"user_id": "phone-2"})["button"] == [{**ALL, "sub_button": []}]


def test_unverified_subscription_account_has_no_menus_for_some(bench: Bench) -> None:
    bench.register(kind="subscription", verified=False)

    assert add(bench, MEMBERS, client_platform_type=2)["errcode"] == 48001


def test_rule_must_be_there(qinghe: Bench, tag: int) -> None:
    answers = [
        qinghe.post("menu/addconditional", {"button": [MEMBERS], **rule})["errcode"]
        for rule in ({}, {"matchrule": "x"})
    ]

    assert answers == [65304, 65304]


def test_menus_for_some_are_limited_in_number(qinghe: Bench, tag: int) -> None:
    token = qinghe.token()
    body = {"button": [MEMBERS], "matchrule": {"tag_id": tag}}

    answers = [
        qinghe.post("menu/addconditional", body, token=token).get("errcode", 0)
        for _ in range(CONDITIONAL_MENUS + 1)
    ]

    assert answers == [0] * CONDITIONAL_MENUS + [65305]
