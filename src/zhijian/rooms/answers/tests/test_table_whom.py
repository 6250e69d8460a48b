"""For whom, another reply, all or one by chance: in a table, out and in again."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers import imports, services
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.services.writing import checked_audience
from zhijian.rooms.answers.tables import as_csv, as_xlsx, headings, lines_of
from zhijian.rooms.answers.tests.builders import a_rule
from zhijian.rooms.answers.tests.test_imports import carried_out, rule_ids, uploaded
from zhijian.rooms.answers.tests.workbooks import a_workbook
from zhijian.rooms.answers.whom_cells import CELLS, read, written

pytestmark = pytest.mark.django_db

WHOM = ("关键词", "怎么对上", "回复", "绑定没有", "单位", "职务", "年龄", "标签", "哪一份")


def audience_of(rule: Rule) -> Any:
    return Rule.objects.get(pk=rule.pk).audience


def variants_of(rule: Rule) -> list[tuple[Any, list[str]]]:
    return [
        (variant.audience, [part.item.code if part.item else part.text for part in variant.parts.all()])
        for variant in rule.variants.all()
    ]


def with_elders(account: Account) -> Rule:
    return a_rule(
        account,
        "党费",
        "每月十号前交",
        variants=[({"age": {"from": 60, "until": 120}}, ["有人上门收"]), ({"bound": False}, ["先绑定"])],
    )


_NAMES = st.lists(
    st.sampled_from(["QH-01", "hedong", "支部书记", "党小组长", "新闻", "60"]), max_size=3, unique=True
)
_AGES = st.none() | st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted)


@st.composite
def _audiences(draw: st.DrawFn) -> dict[str, Any]:
    bound = draw(st.sampled_from([None, True, False]))
    found: dict[str, Any] = {} if bound is None else {"bound": bound}
    found |= {"tags": draw(_NAMES)}
    if bound is not False:
        found |= {"units": draw(_NAMES), "offices": draw(_NAMES)}
        if age := draw(_AGES):
            found["age"] = {"from": age[0], "until": age[1]}
    return checked_audience(found)


@given(_audiences())
def test_every_audience_comes_back_from_its_five_cells(audience: dict[str, Any]) -> None:
    whom = read(dict(zip(CELLS, written(audience), strict=True)))

    assert (whom.over({}) if whom else {}) == audience


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("60岁以上", (60, 120)),
        ("60+", (60, 120)),
        ("35 岁以下", (0, 35)),
        ("18-35", (18, 35)),
        ("18岁至35岁", (18, 35)),
        ("60", (60, 60)),
    ],
)
def test_ages_are_read_as_people_write_them(said: str, ages: tuple[int, int]) -> None:
    whom = read({"age": said})

    assert whom is not None
    assert whom.age == ages


@pytest.mark.parametrize("cells", [{"age": "老人"}, {"bound": "也许"}, {"bound": "没绑定", "units": "QH"}])
def test_what_cannot_be_read_or_is_for_nobody_is_refused(cells: dict[str, str]) -> None:
    with pytest.raises(RuleRefused):
        read(cells)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["党费", "党课", "夜校"]), min_size=1, max_size=2),
            _audiences(),
            st.lists(st.tuples(_audiences().filter(bool), st.sampled_from(["好", "行\n吗"])), max_size=3),
            st.sampled_from(["all", "one"]),
        ),
        max_size=4,
    )
)
def test_what_is_exported_changes_nothing_when_imported(account: Account, rules: list[Any]) -> None:
    Rule.objects.all().delete()
    for words, audience, variants, mode in rules:
        services.make_rule(
            account_id=account.pk,
            keywords=[(word, "contains") for word in words],
            parts=["一", "二"],
            audience=audience,
            variants=[(whom, [text, "还有"]) for whom, text in variants],
            reply_mode=mode,
            by="tests",
        )
    a_rule(account, "总有一条")
    ids = list(Rule.objects.order_by("-priority", "id").values_list("pk", flat=True))

    found = [
        imports.prospect(uploaded(account, data), replace=True)
        for data in (as_xlsx(ids), "".join(as_csv(ids)).encode())
    ]

    assert [(one.changes_nothing, one.bad) for one in found] == [(True, []), (True, [])]


def test_the_table_carries_all_of_it_to_another_account(account: Account, unverified: Account) -> None:
    for rule in (with_elders(account), a_rule(account, "语录", "一", "二", reply_mode="one")):
        services.change_rule(rule, audience={"tags": ["老党员"]}, by="tests")
    here = rule_ids(account)

    carried_out(unverified, as_xlsx(here))

    assert list(lines_of(rule_ids(unverified))) == list(lines_of(here))


def test_the_other_reply_stands_below_the_words_of_its_rule(account: Account) -> None:
    with_elders(account)

    lines = list(lines_of(rule_ids(account)))

    assert [(line[0], line[2], *line[8:]) for line in lines] == [
        ("党费", "每月十号前交", "", "", "", "", "", ""),
        ("党费", "有人上门收", "", "", "", "60 岁以上", "", "另一份"),
        ("党费", "先绑定", "没绑定", "", "", "", "", "另一份"),
    ]
    assert headings()[8:] == ("绑定没有", "单位", "职务", "年龄", "标签", "哪一份")


def test_an_empty_cell_leaves_a_limit_and_the_word_for_none_takes_it_away(account: Account) -> None:
    rule = a_rule(account, "党费", "好", audience={"units": ["QH-01"], "tags": ["老党员"]})

    carried_out(
        account, a_workbook(["党费", "完全一样", "好", "", "", "", "60岁以上", "不限", ""], headings=WHOM)
    )

    assert audience_of(rule) == {"units": ["QH-01"], "age": {"from": 60, "until": 120}}


def test_what_a_row_says_wins_over_what_cannot_stand_beside_it(account: Account) -> None:
    members = a_rule(account, "党费", "好", audience={"units": ["QH-01"], "tags": ["老党员"]})
    strangers = a_rule(account, "绑定", "好", audience={"bound": False})

    carried_out(
        account,
        a_workbook(
            ["党费", "完全一样", "好", "没绑定", "", "", "", "", ""],
            ["绑定", "完全一样", "好", "", "QH-01", "", "", "", ""],
            headings=WHOM,
        ),
    )

    assert (audience_of(members), audience_of(strangers)) == (
        {"bound": False, "tags": ["老党员"]},
        {"units": ["QH-01"]},
    )


def test_other_replies_are_as_in_the_table_where_it_has_any(account: Account) -> None:
    article = an_article(account)
    written_here, left_alone = with_elders(account), a_rule(account, "党课", "好")
    services.change_rule(left_alone, variants=[({"bound": True}, ["一样"])], by="tests")

    done = carried_out(
        account,
        a_workbook(
            ["党费", "完全一样", "每月十号前交", "", "", "", "", "", ""],
            ["党费", "", f"先看\n@item:{article.code}", "", "", "", "70 岁以上", "", "另一份"],
            ["党课", "完全一样", "好", "", "", "", "", "", ""],
            headings=WHOM,
        ),
    )

    assert variants_of(written_here) == [({"age": {"from": 70, "until": 120}}, ["先看", article.code])]
    assert variants_of(left_alone) == [({"bound": True}, ["一样"])]
    assert (done.counts["changed"], done.counts["same"]) == (1, 1)


def test_undoing_brings_the_other_replies_back(account: Account) -> None:
    rule = with_elders(account)
    before = variants_of(rule)
    done = carried_out(
        account,
        a_workbook(
            ["党费", "完全一样", "新的", "", "QH-01", "", "", "", ""],
            ["党费", "完全一样", "又一份", "已绑定", "", "", "", "", "另一份"],
            headings=WHOM,
        ),
    )
    assert variants_of(rule) != before

    imports.undo(done, by="tests")

    assert (variants_of(rule), audience_of(rule)) == (before, {})


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["党费", "完全一样", "改说", "", "", "", "老人", "", "另一份"], "“年龄”写成"),
        (["党费", "完全一样", "改说", "", "", "", "", "", "另一份"], "另一份要说明是对谁的"),
        (["党费", "完全一样", "", "已绑定", "", "", "", "", "另一份"], "回复内容不能为空"),
        (["党费", "像", "改说", "已绑定", "", "", "", "", "另一份"], "“怎么对上”写"),
        (["党费", "完全一样", "@item:nosuch", "已绑定", "", "", "", "", "另一份"], "资料库里没有"),
        (["党费", "完全一样", "改说", "已绑定", "", "", "", "", "第三份"], "“哪一份”空着"),
        (["会费", "完全一样", "改说", "已绑定", "", "", "", "", "另一份"], "它上面要有同一个词"),
    ],
)
def test_an_other_reply_that_cannot_be_read_costs_the_rule_none_of_its_own(
    account: Account, row: list[str], why: str
) -> None:
    rule = with_elders(account)
    usual = ["党费", "完全一样", "每月十号前交", "", "", "", "", "", ""]
    fine = ["党费", "完全一样", "有人上门收", "", "", "", "60 岁以上", "", "另一份"]
    rows = [usual, row] if why.startswith("它上面") else [usual, fine, row]

    found = imports.prospect(uploaded(account, a_workbook(*rows, headings=WHOM)))

    assert [(one.number, why in one.why) for one in found.bad] == [(len(rows) + 1, True)]
    assert (found.plan.variants, len(variants_of(rule))) == ({}, 2)


def test_a_keyword_that_leaves_its_rule_takes_along_for_whom_and_when(account: Account) -> None:
    services.make_rule(
        account_id=account.pk,
        keywords=[("党费", "exact"), ("会费", "exact")],
        parts=["好"],
        audience={"tags": ["老党员"]},
        hours={"days": [1]},
        by="tests",
    )

    carried_out(account, a_workbook(["党费", "完全一样", "好"], ["会费", "完全一样", "不一样了"]))

    split = Rule.objects.get(keywords__text="会费")
    assert (split.audience, split.hours["days"]) == ({"tags": ["老党员"]}, [1])
