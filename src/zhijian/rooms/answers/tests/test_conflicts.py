"""Rules in each other's way."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import conflicts, services
from zhijian.rooms.answers.conflicts import Conflicts
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db

SOON = datetime.now(UTC) + timedelta(days=3)


def of(rule: Rule) -> Conflicts:
    return conflicts.of_rule(Rule.objects.get(pk=rule.pk))


def names(found: tuple[conflicts.Conflict, ...]) -> list[tuple[str, str, str]]:
    return [(one.word, one.other_name, one.other_word) for one in found]


def test_a_word_of_its_own_stands_in_nobodys_way(account: Account) -> None:
    rule = a_rule(account, "党费")
    a_rule(account, "活动室")

    assert not of(rule)


@pytest.mark.parametrize(
    ("first", "second", "priority", "is_shadowed"),
    [
        (("党费", "exact"), ("党费", "exact"), 0, True),
        (("党费", "contains"), ("党费", "exact"), 1, True),
        (("党费", "contains"), ("党费", "exact"), 0, False),  # exact comes first
        (("党费", "contains"), ("交党费的地方", "contains"), 0, True),
        (("交党费的地方", "contains"), ("党费", "contains"), 0, False),
        (("党费", "exact"), ("党费", "contains"), 0, False),  # longer texts are still its own
        (("党.", "regex"), ("党费", "exact"), 1, True),
        (("党.", "regex"), ("党费", "contains"), 1, False),  # a pattern may be tied to the ends
        (("党费", "synonym"), ("交党费", "contains"), 0, True),
    ],
)
def test_a_rule_is_shadowed_when_another_always_answers_before_it(
    account: Account, first: tuple[str, str], second: tuple[str, str], priority: int, *, is_shadowed: bool
) -> None:
    a_rule(account, first[0], match=first[1], priority=priority)
    rule = a_rule(account, second[0], match=second[1])

    found = of(rule)

    assert (found.is_shadowed, names(found.shadowed_by)) == (
        is_shadowed,
        [(second[0], first[0], first[0])] if is_shadowed else [],
    )


def test_one_word_left_is_enough_to_answer(account: Account) -> None:
    a_rule(account, "党费")
    rule = services.make_rule(
        account_id=account.pk, keywords=[("党费", "exact"), ("会费", "exact")], parts=["交"], by="tests"
    )

    found = of(rule)

    assert (found.is_shadowed, names(found.shadowed_by)) == (False, [("党费", "党费", "党费")])


def test_what_a_rule_shadows_is_told_from_its_side(account: Account) -> None:
    a_rule(account, "交党费的地方")
    a_rule(account, "党费")
    wide = a_rule(account, "党费", match="contains", priority=1)

    found = of(wide)

    assert names(found.shadows) == [("党费", "交党费的地方", "交党费的地方"), ("党费", "党费", "党费")]


def test_a_rule_for_some_or_for_a_time_shadows_nobody_but_shares_the_word(account: Account) -> None:
    a_rule(account, "党费", audience={"bound": True})
    a_rule(account, "党费", valid_until=SOON)
    rule = a_rule(account, "党费")

    found = of(rule)

    assert (found.is_shadowed, found.shadowed_by, len(found.same_word), found.shadows) == (False, (), 2, ())


def test_two_for_the_same_people_shadow_each_other(account: Account) -> None:
    first = a_rule(account, "党费", audience={"bound": True})
    second = a_rule(account, "党费", audience={"bound": True})

    assert (of(second).is_shadowed, len(of(first).shadows)) == (True, 1)


def test_rules_that_are_off_are_in_nobodys_way_and_are_told_as_if_on(account: Account) -> None:
    first = a_rule(account, "党费")
    second = a_rule(account, "党费")
    services.switch_off(first, by="tests")

    assert (of(second).is_shadowed, len(of(first).shadows)) == (False, 1)


def test_a_rule_being_written_comes_after_those_on_file(account: Account) -> None:
    first = a_rule(account, "党费")
    account.refresh_from_db()

    found = conflicts.of(conflicts.Asked(account, [conflicts.Word("党费", "exact")]))
    higher = conflicts.of(conflicts.Asked(account, [conflicts.Word("党费", "exact")], priority=1))

    assert (found.is_shadowed, [one.other for one in found.shadowed_by]) == (True, [first])
    assert (higher.is_shadowed, [one.other for one in higher.shadows]) == (False, [first])


def test_one_word_matched_in_two_ways_is_told_where_neither_always_wins(account: Account) -> None:
    exact = a_rule(account, "党费", match="exact")
    contains = a_rule(account, "党费", match="contains")

    assert [
        (names(found.same_word), found.shadowed_by, found.shadows) for found in (of(exact), of(contains))
    ] == [([("党费", "党费", "党费")], (), ())] * 2


def test_of_three_alike_none_is_told_twice(account: Account) -> None:
    rules = [a_rule(account, "党费") for _ in range(3)]

    found = [of(rule) for rule in rules]

    assert [(len(one.shadowed_by), len(one.same_word), len(one.shadows)) for one in found] == [
        (0, 0, 2),
        (1, 0, 1),
        (1, 0, 0),
    ]


def test_what_comes_later_is_found_in_one_question_however_many_words(
    account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for word in ("党费标准", "党课", "夜校几点"):
        a_rule(account, word)
    account.refresh_from_db()
    asked = conflicts.Asked(
        account, [conflicts.Word(word, "contains") for word in ("党费", "党课", "夜校", "河长")], priority=1
    )
    conflicts.of(asked)  # brings the book up to date

    with django_assert_num_queries(4):  # the later ones, the rules, and their names in two
        found = conflicts.of(asked)

    assert len(found.shadows) == 3


def test_units_are_apart(account: Account) -> None:
    a_rule(account, "党费", priority=5)
    rule = a_rule(account, "党费", unit="hedong")

    assert not of(rule)
