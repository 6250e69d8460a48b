"""Two people at one rule, and the order of rules by hand."""

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import OrderTooWide, RuleChangedMeanwhile, SynonymsRefused
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.services import order
from zhijian.rooms.answers.tests.builders import a_rule, ask, lin, said

pytestmark = pytest.mark.django_db


def test_the_second_of_two_editors_learns_whose_change_of_what_came_between(account: Account) -> None:
    rule = a_rule(account, "党费", "旧的")
    mine = Rule.objects.get(pk=rule.pk)
    services.change_rule(rule, parts=["她的"], priority=3, seen_version=1, by=lin())
    services.change_rule(rule, keywords=[("党费", "contains")], seen_version=2, by="zhou")

    with pytest.raises(RuleChangedMeanwhile) as refused:
        services.change_rule(mine, parts=["我的"], seen_version=1, by="tests")

    with pytest.raises(RuleChangedMeanwhile) as later:
        services.change_rule(mine, parts=["我的"], seen_version=2, by="tests")

    told = refused.value
    assert later.value.fields == ("keywords",)
    assert (told.by_name, told.fields, told.version) == ("zhou", ("priority", "parts", "keywords"), 3)
    assert (said(ask(account, "党费")), Rule.objects.get(pk=rule.pk).version) == ("她的", 3)


def test_knowing_of_it_the_second_may_save_and_what_he_left_alone_stays(account: Account) -> None:
    rule = a_rule(account, "党费", "旧的")
    mine = Rule.objects.get(pk=rule.pk)
    services.change_rule(rule, priority=3, by=lin())

    services.change_rule(mine, parts=["我的"], seen_version=2, by="tests")

    saved = Rule.objects.get(pk=rule.pk)
    assert (saved.priority, saved.version, saved.changed_by_name, said(ask(account, "党费"))) == (
        3,
        3,
        "tests",
        "我的",
    )


def test_only_what_differs_counts_as_changed(account: Account) -> None:
    rule = a_rule(account, "党费", "旧的", variants=[({"bound": True}, ["党员的"])])
    mine = Rule.objects.get(pk=rule.pk)
    services.change_rule(
        rule,
        keywords=[("党费", "exact")],
        parts=["旧的"],
        priority=0,
        hours={},
        audience={},
        variants=[({"bound": True}, ["党员的"])],
        choices=[],
        review_on=None,
        unit="hedong",
        by="lin",
    )

    with pytest.raises(RuleChangedMeanwhile) as refused:
        services.change_rule(mine, parts=["我的"], seen_version=1, by="tests")

    assert refused.value.fields == ("unit",)


# --- The order by hand ------------------------------------------------------------------------


def listed(account: Account) -> list[str]:
    rules = Rule.objects.filter(account=account).order_by("-priority", "id")
    return [rule.keywords.get().text for rule in rules]


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        ("丁", "甲", "丁甲乙丙"),
        ("丁", "乙", "甲丁乙丙"),
        ("甲", None, "乙丙丁甲"),
        ("甲", "丁", "乙丙甲丁"),
        ("乙", "丙", "甲乙丙丁"),
    ],
)
@pytest.mark.parametrize("priorities", [(0, 0, 0, 0), (9, 5, 5, 0), (1000, 1000, 1000, 1000), (-1000,) * 4])
def test_a_rule_is_put_anywhere_in_the_list(
    account: Account, moved: str, before: str | None, expected: str, priorities: tuple[int, ...]
) -> None:
    rules = {
        word: a_rule(account, word, priority=priority)
        for word, priority in zip("甲乙丙丁", priorities, strict=True)
    }

    services.place_rule(rules[moved], before=rules[before] if before else None, by="tests")

    assert "".join(listed(account)) == expected


def test_as_few_as_possible_make_room(account: Account) -> None:
    rules = [a_rule(account, f"规则{number}") for number in range(9)]

    assert services.place_rule(rules[8], before=rules[1], by="tests") == 2
    assert services.place_rule(rules[8], before=rules[1], by="tests") == 0


def test_too_many_would_have_to_move(account: Account) -> None:
    rules = [a_rule(account, f"规则{number}", priority=0) for number in range(8)]
    most, order.MOST_MOVED = order.MOST_MOVED, 2  # type: ignore[misc]  # 500 rules take a minute to make

    try:
        with pytest.raises(OrderTooWide):
            services.place_rule(rules[7], before=rules[4], by="tests")
    finally:
        order.MOST_MOVED = most  # type: ignore[misc]  # as it was


# --- Synonyms ---------------------------------------------------------------------------------


def test_synonyms_answer_for_each_other_after_what_contains_the_word(account: Account) -> None:
    a_rule(account, "党费", "交到支部", match="synonym")
    group = services.make_synonyms(account_id=account.pk, words=["党费", "会费", "份子钱"], by="tests")
    first = [said(ask(account, text)) for text in ("党费", "我的会费呢", "份子钱")]
    a_rule(account, "会费", "工会的", match="contains")
    then = said(ask(account, "我的会费呢"))
    services.change_synonyms(group, words=["党费", "团费"], by="tests")
    changed = [said(ask(account, text)) for text in ("份子钱", "团费")]
    services.remove_synonyms(group, by="tests")

    assert (first, then, changed, said(ask(account, "团费"))) == (
        ["交到支部"] * 3,
        "工会的",
        ["", "交到支部"],
        "",
    )


def test_a_word_not_matched_by_meaning_has_no_synonyms(account: Account) -> None:
    a_rule(account, "党费", "交到支部", match="contains")
    services.make_synonyms(account_id=account.pk, words=["党费", "会费"], by="tests")

    assert said(ask(account, "会费")) == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["党费"], "synonyms-too-few"),
        (["党费", "黨 費"], "synonyms-too-few"),
        ([f"词{number}" for number in range(31)], "synonyms-too-many"),
        (["党费", "长" * 501], "synonym-too-long"),
        (["关系", "会费"], "synonym-taken"),
    ],
)
def test_synonyms_that_say_nothing_are_refused(account: Account, words: list[str], code: str) -> None:
    services.make_synonyms(account_id=account.pk, words=["会费", "份子钱"], by="tests")

    with pytest.raises(SynonymsRefused) as refused:
        services.make_synonyms(account_id=account.pk, words=words, by="tests")

    assert refused.value.code == code
