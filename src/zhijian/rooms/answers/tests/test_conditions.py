"""When, and for whom, a rule answers: validity, office hours, audience, unit, variants."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.facts import STRANGER, AlwaysThese, Facts
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers import services
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.errors import AudienceRefused, HoursRefused, ItemUnknown, RuleRefused
from zhijian.rooms.answers.hours import Hours
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.ranking import MOST_SPECIFIC
from zhijian.rooms.answers.tests.builders import (
    PUBLIC,
    a_rule,
    a_welcome,
    followed,
    plate_of,
    pressed,
    said,
    wrote,
)

MONDAY_NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # noon in Shanghai
HEDONG_78 = Facts(is_bound=True, unit_path=("qinghe", "hedong"), age=78, offices=frozenset({"组织委员"}))
TOWN_34 = Facts(is_bound=True, unit_path=("qinghe",), age=34, tags=frozenset({"机关"}))


def answered(account: Account, text: str, *, by: Facts = STRANGER, at: datetime = MONDAY_NOON) -> str:
    return said(a_book_for(account, by, at).answer(wrote(text)))


def a_book_for(account: Account, facts: Facts, at: datetime) -> Book:
    return Book.load(
        plate_of(account), public_url=PUBLIC, clock=at.timestamp, facts_of=lambda _: AlwaysThese(facts)
    )


# --- Office hours -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "moment", "holds"),
    [
        ({"days": [1, 2, 3, 4, 5], "from": "08:30", "until": "17:30"}, "2026-03-02 08:30", True),
        ({"days": [1, 2, 3, 4, 5], "from": "08:30", "until": "17:30"}, "2026-03-02 08:29", False),
        ({"days": [1, 2, 3, 4, 5], "from": "08:30", "until": "17:30"}, "2026-03-02 17:30", False),
        ({"days": [1, 2, 3, 4, 5], "from": "08:30", "until": "17:30"}, "2026-03-07 10:00", False),
        ({"days": [7]}, "2026-03-08 00:00", True),
        ({"days": [7]}, "2026-03-09 00:00", False),
        ({"days": [5], "from": "22:00", "until": "06:00"}, "2026-03-06 23:00", True),
        ({"days": [5], "from": "22:00", "until": "06:00"}, "2026-03-07 05:59", True),
        ({"days": [5], "from": "22:00", "until": "06:00"}, "2026-03-06 05:59", False),
        ({"days": [7], "from": "22:00", "until": "06:00"}, "2026-03-09 05:59", True),
        ({"from": "17:30", "until": "24:00"}, "2026-03-02 23:59", True),
    ],
)
def test_office_hours_are_those_of_shanghai(hours: dict[str, Any], moment: str, *, holds: bool) -> None:
    at = datetime.fromisoformat(f"{moment}+08:00").timestamp()
    compiled = Hours.from_json(hours)

    assert compiled is not None
    assert (compiled.holds_at(at), Hours.from_json(compiled.to_json())) == (holds, compiled)


@pytest.mark.parametrize(
    "hours",
    [
        {"days": []},
        {"days": [0]},
        {"days": "12"},
        {"from": "8", "until": "17:30"},
        {"from": "09:00", "until": "09:00"},
        {"from": "24:00", "until": "06:00"},
        {"from": "10:00", "until": "24:30"},
        {"when": "always"},
    ],
)
def test_hours_nobody_can_keep_are_refused(hours: dict[str, Any]) -> None:
    with pytest.raises(HoursRefused) as refused:
        Hours.from_json(hours)

    assert refused.value.field == "hours"


# --- Audience ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "for_whom"),
    [
        ({"bound": True}, "HT"),
        ({"bound": False}, "S"),
        ({"units": ["qinghe"]}, "HT"),
        ({"units": ["hedong", "hexi"]}, "H"),
        ({"offices": ["组织委员", "书记"]}, "H"),
        ({"age": {"from": 60}}, "H"),
        ({"age": {"from": 18, "until": 35}}, "T"),
        ({"age": {"from": 78, "until": 78}}, "H"),
        ({"tags": ["机关"]}, "T"),
        ({"units": ["qinghe"], "age": {"from": 60}}, "H"),
        ({"units": ["hexi"], "age": {"from": 60}}, ""),
    ],
)
def test_an_audience_is_all_of_its_conditions(audience: dict[str, Any], for_whom: str) -> None:
    compiled = Audience.from_json(audience)

    assert compiled is not None
    holds = [
        name
        for name, facts in (("S", STRANGER), ("H", HEDONG_78), ("T", TOWN_34))
        if compiled.holds_for(facts)
    ]
    assert ("".join(holds), Audience.from_json(compiled.to_json())) == (for_whom, compiled)


@pytest.mark.parametrize(
    ("audience", "code"),
    [
        ({"who": "me"}, "audience-unknown"),
        ({"bound": "yes"}, "audience-unknown"),
        ({"units": "hedong"}, "audience-names"),
        ({"units": [" "]}, "audience-names"),
        ({"tags": ["x" * 61]}, "audience-names"),
        ({"age": {"from": 61, "until": 60}}, "audience-age"),
        ({"age": {"from": -1}}, "audience-age"),
        ({"age": {"from": True}}, "audience-age"),
        ({"age": 60}, "audience-age"),
        ({"bound": False, "units": ["hedong"]}, "audience-nobody"),
    ],
)
def test_an_audience_that_says_nothing_clear_is_refused(audience: dict[str, Any], code: str) -> None:
    with pytest.raises(AudienceRefused) as refused:
        Audience.from_json(audience)

    assert refused.value.code == code


def test_an_audience_says_itself_in_words() -> None:
    given = {"units": ["hedong"], "age": {"from": 60}, "offices": ["书记"], "tags": ["机关"], "bound": True}

    words = Audience.from_json(given).in_words(name_of_unit=lambda _: "河东村党支部")  # type: ignore[union-attr]  # not empty

    assert words == "已绑定的，河东村党支部，书记，60 岁以上，标签“机关”"


def test_the_most_specific_audience_fits_into_a_rank() -> None:
    everything = Audience(bound=True, units=("a",), offices=("b",), age=(1, 2), tags=("c",))

    assert everything.specificity() == MOST_SPECIFIC


# --- Which rule answers -----------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def test_a_rule_answers_from_its_beginning_until_its_end(account: Account) -> None:
    a_rule(account, "主题党日", "平时的")
    hour = timedelta(hours=1)
    a_rule(account, "主题党日", "这一天的", valid_from=MONDAY_NOON, valid_until=MONDAY_NOON + hour)
    moments = [MONDAY_NOON + hour * away for away in (-0.01, 0, 0.99, 1)]

    said_then = [answered(account, "主题党日", at=moment) for moment in moments]

    assert said_then == ["平时的", "这一天的", "这一天的", "平时的"]


def test_beginning_and_ending_need_no_new_book(account: Account) -> None:
    a_rule(account, "主题党日", "这一天的", valid_from=MONDAY_NOON)
    moments = iter([MONDAY_NOON.timestamp() - 1, MONDAY_NOON.timestamp()])
    book = Book.load(plate_of(account), public_url=PUBLIC, clock=lambda: next(moments))

    outcomes = [book.answer(wrote("主题党日")).outcome for _ in range(2)]

    assert outcomes == ["none", "answered"]


def test_outside_its_hours_a_rule_leaves_the_word_to_the_next(account: Account) -> None:
    a_rule(account, "电话", "下班了，请留言", match="contains")
    a_rule(account, "电话", "5321", match="contains", hours={"days": [1], "from": "08:30", "until": "17:30"})

    said_then = [answered(account, "电话", at=MONDAY_NOON + timedelta(hours=more)) for more in (0, 6)]

    assert said_then == ["5321", "下班了，请留言"]


def test_at_equal_priority_the_narrower_audience_answers_before_the_better_match(account: Account) -> None:
    a_rule(account, "活动室", "镇上的", match="exact")
    a_rule(account, "活动", "六十岁以上的", match="contains", audience={"age": {"from": 60}})

    assert (answered(account, "活动室", by=HEDONG_78), answered(account, "活动室", by=TOWN_34)) == (
        "六十岁以上的",
        "镇上的",
    )


def test_priority_goes_before_everything_a_rule_is_for(account: Account) -> None:
    a_rule(account, "活动室", "六十岁以上的", audience={"age": {"from": 60}})
    a_rule(account, "活动室", "停电，关闭", priority=1)

    assert answered(account, "活动室", by=HEDONG_78) == "停电，关闭"


def test_what_is_for_a_time_only_goes_after_a_better_match(account: Account) -> None:
    a_rule(account, "党费", "怎么交", match="exact")
    a_rule(account, "党费", "这个月的", match="contains", valid_until=MONDAY_NOON + timedelta(days=1))

    assert answered(account, "党费") == "怎么交"


def test_very_many_rules_for_others_do_not_hide_the_one_that_answers(account: Account) -> None:
    for number in range(30):
        a_rule(account, "活动室", f"第 {number} 个", audience={"units": [f"other-{number}"]})
    a_rule(account, "活动室", "河东的", audience={"units": ["hedong"]})
    book = a_book_for(account, HEDONG_78, MONDAY_NOON)

    assert (book.answer_quickly(wrote("活动室")), said(book.answer(wrote("活动室")))) == (None, "河东的")


def test_the_branch_answers_before_the_committee_and_that_before_the_account(account: Account) -> None:
    a_rule(account, "书记", "账号的", priority=100)
    a_rule(account, "书记", "镇党委的", unit="qinghe")
    branch = a_rule(account, "书记", "河东的", unit="hedong")

    first = [answered(account, "书记", by=facts) for facts in (HEDONG_78, TOWN_34, STRANGER)]
    services.switch_off(branch, by="tests")
    then = answered(account, "书记", by=HEDONG_78)

    assert (first, then) == (["河东的", "镇党委的", "账号的"], "镇党委的")


def test_a_branch_rule_that_changes_is_read_anew_alone(account: Account) -> None:
    branch = a_rule(account, "书记", "河东的", unit="hedong")
    book = a_book_for(account, HEDONG_78, MONDAY_NOON)
    services.change_rule(branch, keywords=[("支书", "exact")], by="tests")
    moved = book.renewed(plate_of(account))
    services.change_rule(branch, unit="", by="tests")
    everybodys = moved.renewed(plate_of(account))

    assert [
        (said(one.answer(wrote("书记"))), said(one.answer(wrote("支书"))))
        for one in (book, moved, everybodys)
    ] == [("河东的", ""), ("", "河东的"), ("", "河东的")]
    assert answered(account, "支书") == "河东的"


def test_welcome_and_menu_keep_conditions_too(account: Account) -> None:
    a_welcome(account, "欢迎")
    a_welcome(account, "河东的，欢迎", unit="hedong")
    services.make_rule(
        account_id=account.pk, occasion="click", keywords=[("K", "exact")], parts=["菜单"], by="t"
    )
    services.make_rule(
        account_id=account.pk,
        occasion="click",
        keywords=[("K", "exact")],
        parts=["菜单，机关的"],
        audience={"tags": ["机关"]},
        by="t",
    )
    books = [a_book_for(account, facts, MONDAY_NOON) for facts in (STRANGER, HEDONG_78, TOWN_34)]

    assert [(said(book.answer(followed())), said(book.answer(pressed("K")))) for book in books] == [
        ("欢迎", "菜单"),
        ("河东的，欢迎", "菜单"),
        ("欢迎", "菜单，机关的"),
    ]


# --- Variants ---------------------------------------------------------------------------------


def two_faced(account: Account) -> Rule:
    return a_rule(
        account,
        "两学一做",
        "给大家的",
        variants=[
            ({"bound": True}, ["给党员的"]),
            ({"units": ["hedong"], "age": {"from": 60}}, ["大字版", "听一听"]),
            ({"units": ["hedong"]}, ["给河东的"]),
        ],
    )


def test_the_closest_variant_is_given(account: Account) -> None:
    two_faced(account)
    young = Facts(is_bound=True, unit_path=("qinghe", "hedong"), age=30)

    said_to = [answered(account, "两学一做", by=facts) for facts in (STRANGER, TOWN_34, young, HEDONG_78)]

    assert said_to == ["给大家的", "给党员的", "给河东的", "大字版"]


def test_the_deeper_unit_is_the_closer_variant(account: Account) -> None:
    a_rule(
        account,
        "书记",
        "都可以问",
        variants=[
            ({"units": ["qinghe"], "offices": ["组织委员"], "age": {"from": 60}}, ["镇上的"]),
            ({"units": ["hedong"]}, ["河东的"]),
        ],
    )

    assert answered(account, "书记", by=HEDONG_78) == "河东的"


def test_changing_a_variant_is_a_change_of_the_rule(account: Account) -> None:
    rule = two_faced(account)
    book = a_book_for(account, TOWN_34, MONDAY_NOON)
    services.change_rule(rule, variants=[({"tags": ["机关"]}, ["给机关的"])], by="tests")

    renewed = book.renewed(plate_of(account))

    assert (said(book.answer(wrote("两学一做"))), said(renewed.answer(wrote("两学一做")))) == (
        "给党员的",
        "给机关的",
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"variants": [({}, ["给谁"])]}, "audience-everybody"),
        ({"variants": [({"bound": True}, [])]}, "reply-empty"),
        ({"variants": [({"bound": True}, ["长" * 700])]}, "text-too-long"),
        ({"variants": [({"bound": True}, ["好"])] * 21}, "too-many-variants"),
        ({"valid_from": MONDAY_NOON, "valid_until": MONDAY_NOON}, "validity-ends-first"),
        ({"unit": "he dong"}, "unit-bad"),
        ({"hours": {"days": []}}, "hours-days"),
        ({"audience": {"age": 1}}, "audience-age"),
    ],
)
def test_conditions_that_cannot_be_are_refused_and_nothing_is_written(
    account: Account, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleRefused) as refused:
        a_rule(account, "党费", **given)

    assert (refused.value.code, Rule.objects.count()) == (code, 0)


def test_a_variant_holds_nothing_from_another_accounts_library(account: Account, unverified: Account) -> None:
    foreign = an_article(unverified)

    with pytest.raises(ItemUnknown):
        a_rule(account, "党费", variants=[({"bound": True}, [foreign])])

    assert Rule.objects.count() == 0
