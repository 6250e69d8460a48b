"""Try it: the very answer, and why the others do not answer."""

from datetime import UTC, datetime, timedelta

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.facts import STRANGER, Facts
from zhijian.foundation.outbox.models import Letter
from zhijian.rooms.answers import services
from zhijian.rooms.answers.tests.builders import a_rule
from zhijian.rooms.answers.trying import Tried, Why, explain

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
HEDONG_78 = Facts(is_bound=True, unit_path=("qinghe", "hedong"), age=78)


def tried(account: Account, text: str, facts: Facts = STRANGER) -> Tried:
    account.refresh_from_db()
    return explain(account, text, facts, NOON)


def losers(shown: Tried) -> list[tuple[str, Why | None]]:
    return [(loser.name, loser.why) for loser in shown.losers]


def marked(shown: Tried) -> str:
    return "".join(f"[{mark.text}]" if mark.is_matched else mark.text for mark in shown.marks)


def test_every_loser_is_told_why(account: Account) -> None:
    a_rule(account, "党费", "答的")
    a_rule(account, "党费", "后建的")
    services.change_rule(a_rule(account, "党", "松", match="contains"), by="tests")
    a_rule(account, "党.", "正则", match="regex")
    a_rule(account, "党费", "低", priority=-1)
    a_rule(account, "党费", "过期", valid_until=NOON)
    a_rule(account, "党费", "未到", valid_from=NOON + timedelta(days=1))
    a_rule(account, "党费", "时段", hours={"days": [7]})
    a_rule(account, "党费", "对象", audience={"bound": True})
    a_rule(account, "党费", "别处", unit="hexi")
    services.switch_off(a_rule(account, "党费", "停用"), by="tests")

    shown = tried(account, "党费？")

    assert shown.winner is not None
    assert (shown.winner.word, shown.winner.match, shown.winner.why, marked(shown)) == (
        "党费",
        "exact",
        None,
        "[党费？]",
    )
    assert sorted(why for _, why in losers(shown) if why) == sorted(
        [
            Why.AGE,
            Why.KIND,
            Why.KIND,
            Why.PRIORITY,
            Why.EXPIRED,
            Why.NOT_YET,
            Why.OUT_OF_HOURS,
            Why.OTHER_AUDIENCE,
            Why.OTHER_UNIT,
            Why.OFF,
        ]
    )


def test_what_is_narrower_or_nearer_or_timely_is_why_others_lose(account: Account) -> None:
    a_rule(account, "书记", "账号的")
    a_rule(account, "书记", "河东的", unit="hedong")
    a_rule(account, "电话", "所有人的")
    a_rule(account, "电话", "老人的", audience={"age": {"from": 60}})
    a_rule(account, "日程", "平时的")
    a_rule(account, "日程", "今天的", valid_until=NOON + timedelta(days=1))

    shown = [tried(account, word, HEDONG_78) for word in ("书记", "电话", "日程")]

    assert [[why for _, why in losers(one)] for one in shown] == [
        [Why.FARTHER_UNIT],
        [Why.SPECIFICITY],
        [Why.TIME],
    ]


@pytest.mark.parametrize(
    ("keyword", "match", "text", "shown"),
    [
        ("两学一做", "contains", "请问 兩學　一做！怎么学", "请问 [兩學　一做]！怎么学"),
        ("两学一做", "synonym", "两学一作 怎么学？", "[两学一作] 怎么学？"),
        ("２学１做", "exact", "２学１做", "[２学１做]"),
        ("怎么.*入党", "regex", "请问怎么才能入党", "请问[怎么才能入党]"),
        ("组织关系转接", "synonym", "组织关糸转接", "[组织关糸转接]"),
        ("①号楼", "contains", "我在１号楼", "我在[１号楼]"),
    ],
)
def test_the_matched_word_is_marked_as_it_was_written(
    account: Account, keyword: str, match: str, text: str, shown: str
) -> None:
    a_rule(account, keyword, match=match)

    assert marked(tried(account, text)) == shown


@pytest.mark.parametrize(
    ("text", "how", "word"),
    [
        ("两学一做", "", "两学一做"),
        ("２学１做", "sound", "两学一做"),
        ("两学一作", "sound", "两学一做"),
        ("两学一闪做", "slip", "两学一做"),
        ("学党章", "", "学党章"),
    ],
)
def test_a_stranger_a_typo_and_full_width_letters_find_the_pack(
    account: Account, text: str, how: str, word: str
) -> None:
    services.make_synonyms(account_id=account.pk, words=["两学一做", "学党章"], by="tests")
    a_rule(account, "两学一做", match="synonym")

    winner = tried(account, text).winner

    assert winner is not None
    assert (winner.how, winner.word, winner.match, winner.name) == (how, word, "synonym", "两学一做")


def test_variants_say_which_is_given_and_why_not_the_others(account: Account) -> None:
    a_rule(
        account,
        "两学一做",
        "给大家的",
        variants=[({"bound": False}, ["生人"]), ({"units": ["hedong"], "age": {"from": 60}}, ["大字版"])],
    )

    shown = tried(account, "两学一做", HEDONG_78)

    assert [(one.position, one.audience, one.is_given, one.why) for one in shown.variants] == [
        (1, "hedong，60 岁以上", True, None),
        (0, "没绑定的", False, Why.OTHER_AUDIENCE),
        (None, "所有人", False, Why.SPECIFICITY),
    ]
    assert shown.bubbles == ({"kind": "text", "text": "大字版"},)


def test_what_nobody_answers_shows_the_default_and_no_winner(account: Account) -> None:
    account.default_reply = "记下了"
    account.save()

    shown = tried(account, "活动室几点开门")

    assert (shown.winner, shown.losers, shown.outcome, shown.bubbles, marked(shown)) == (
        None,
        (),
        "default",
        ({"kind": "text", "text": "记下了"},),
        "活动室几点开门",
    )


def test_a_report_is_answered_before_the_rule_for_its_word(account: Account) -> None:
    a_rule(account, "举报", "打电话")

    shown = tried(account, "我要举报")
    exactly = tried(account, "举报")

    assert (shown.outcome, shown.winner, exactly.outcome, losers(exactly)) == (
        "guarded",
        None,
        "guarded",
        [("举报", Why.GUARDED)],
    )


def test_numbers_can_be_tried_after_what_offered_them(account: Account) -> None:
    step = services.make_rule(account_id=account.pk, occasion="step", parts=["交到支部"], by="tests")
    start = a_rule(account, "办事", "要办什么？", choices=[(1, "交党费", step)])
    account.refresh_from_db()

    shown = explain(account, "1", STRANGER, NOON, after=[start])

    assert shown.winner is not None
    assert (shown.winner.name, shown.outcome, shown.bubbles) == (
        "交党费",
        "guided",
        ({"kind": "text", "text": "交到支部"},),
    )


def test_trying_shows_the_letters_and_sends_none(account: Account) -> None:
    a_rule(account, "党费", "交到支部", "还有")

    shown = tried(account, "党费")

    assert ([bubble["text"] for bubble in shown.bubbles], Letter.objects.count()) == (["交到支部", "还有"], 0)
