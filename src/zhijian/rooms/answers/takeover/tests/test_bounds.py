"""What is longer or more than we take comes over cut, and says so."""

from zhijian.rooms.answers.checking import MOST_KEYWORD_CHARS, MOST_PARTS
from zhijian.rooms.answers.menu.tests.builders import column, opens
from zhijian.rooms.answers.takeover.tests.builders import a_told, rule, text
from zhijian.rooms.answers.takeover.tests.test_plan import asked, plain, planned
from zhijian.wechat.replies import MAX_TEXT_BYTES

NO_LINK = {"type": "miniprogram", "name": "网上党校"}


def test_a_rule_has_as_many_parts_as_ours_may_have() -> None:
    replies = [text(str(number)) for number in range(MOST_PARTS + 3)]

    (one,) = planned(plain(rule("多", [("多", "equal")], *replies))).rules

    assert len(one.parts) == MOST_PARTS


def test_where_there_is_one_reply_nobody_is_asked_how_to_pick() -> None:
    raw = plain(rule("随便", [("挑", "equal")], text("二。" * 400), mode="random_one"))

    assert asked(raw) == []


def test_a_keyword_is_as_long_as_ours_may_be() -> None:
    (one,) = planned(plain(rule("长", [("长" * (MOST_KEYWORD_CHARS + 5), "contain")], text("话")))).rules

    assert [len(word) for word, _ in one.words] == [MOST_KEYWORD_CHARS]


def test_a_default_reply_is_as_long_as_one_message() -> None:
    found = planned(a_told(message_default_autoreply_info=text("一句话。" * 400)))

    assert 0 < len(found.default_reply.encode()) <= MAX_TEXT_BYTES


def test_a_name_is_cut_where_the_platform_counts_and_noted() -> None:
    (menu,) = planned(plain(menu=[opens("一二三四五六七八")])).menus

    assert (menu.buttons[0]["name"], menu.notes) == ("一二三四五", ("name-short",))


def test_a_column_with_nothing_left_below_goes() -> None:
    (menu,) = planned(plain(menu=[column("空", NO_LINK), opens("首页")])).menus

    assert [button["name"] for button in menu.buttons] == ["首页"]


def test_a_menu_is_live_only_as_followers_see_it() -> None:
    def through_api(*buttons: object) -> dict[str, object]:
        return {**plain(), "menu": {"menu": {"button": list(buttons)}}}

    whole, without_one = (
        planned(through_api(*menu)).menus[0] for menu in ([opens("首页")], [opens("首页"), NO_LINK])
    )

    assert (whole.is_live, without_one.is_live) == (True, False)
