"""The editor beyond word and answer: for whom, when, another reply, numbers, two at once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from zhijian.console.tests.reading import attribute, refusals, typed, words_of
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.tests.test_rule_editor import NEW, form
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Occasion
from zhijian.rooms.answers.tests.builders import a_rule

pytestmark = pytest.mark.django_db

FULL = {
    "bound": "yes",
    "units": "hedong, hexi",
    "age_from": "60",
    "since": "2026-03-01",
    "until": "2026-03-31",
    "day": ["1", "5"],
    "opens": "08:30",
    "closes": "17:30",
    "review_on": "2026-06-01",
}


ROWS = (
    *("keyword", "match", "part_kind", "part_text", "part_item", "part_find", "part_variant"),
    *("variant_bound", "variant_units", "variant_offices", "variant_age_from", "variant_age_until"),
    *("variant_tags", "choice_label", "choice_leads_to", "choice_says"),
)


def address(rule: Rule) -> str:
    return f"/console/answers/rules/{rule.pk}/"


def page_of(client: Client, rule: Rule) -> str:
    return client.get(address(rule)).content.decode()


def as_opened(page: str, **changed: Any) -> dict[str, Any]:
    """The form as it stands on the page, with what somebody changes."""
    held: dict[str, Any] = {name: typed(page, name) for name in ROWS}
    was = [name for name in attribute(page, "input", "name") if name.startswith("was_")]
    singles = {name: typed(page, name)[0] for name in ("version", "priority", "since", "until", *was)}
    return {**held, **singles, "account": "qinghe", "act": "save", **changed}


def test_conditions_are_saved_and_come_back_as_typed(as_lin: Client, lin: Staff, account: Account) -> None:
    as_lin.post(NEW, form(owner=str(lin.pk), **FULL))

    rule = Rule.objects.get()
    page = page_of(as_lin, rule)
    assert (rule.audience, rule.hours, rule.owner, str(rule.review_on)) == (
        {"bound": True, "units": ["hedong", "hexi"], "age": {"from": 60, "until": 120}},
        {"days": [1, 5], "from": "08:30", "until": "17:30"},
        lin,
        "2026-06-01",
    )
    assert (rule.valid_from, rule.valid_until) == (
        datetime(2026, 2, 28, 16, 0, tzinfo=UTC),
        datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC),
    )
    assert [typed(page, name)[0] for name in ("units", "age_from", "since", "until", "opens")] == [
        "hedong、hexi",
        "60",
        "2026-03-01",
        "2026-03-31",
        "08:30",
    ]
    assert "对 已绑定的，hedong、hexi，60 岁以上 ，" in words_of(page)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"bound": "no", "age_from": "60"}, "没绑定的人不知道单位、职务和年龄，这样谁也不符合"),
        ({"age_from": "80", "age_until": "60"}, "年龄是 0 到 120，小的在前"),
        ({"since": "2026-03-31", "until": "2026-03-01"}, "结束的时间要在开始之后"),
        ({"until": "明天"}, "日期写成 2026-03-01 这样，或者空着"),
        ({"opens": "25:00"}, "时间写成 08:30 到 17:30 这样；开始和结束不能一样"),
        ({"review_on": "哪天"}, "日期写成 2026-03-01 这样，或者空着"),
    ],
)
def test_conditions_that_cannot_be_are_refused_beside_their_field(
    as_lin: Client, account: Account, changed: dict[str, str], sentence: str
) -> None:
    response = as_lin.post(NEW, form(**changed))

    assert (response.status_code, refusals(response.content.decode())) == (422, [sentence])


def test_another_reply_for_some_is_added_filled_and_seen_as_they_see_it(
    as_lin: Client, account: Account
) -> None:
    added = as_lin.post(NEW, form(act="add-variant")).content.decode()
    filled = form(
        part_kind=["text", "text"],
        part_text=["每月交一次", "大字的"],
        part_item=["", ""],
        part_variant=["", "0"],
        **{f"variant_{name}": [""] for name in ("bound", "units", "offices", "age_until", "tags")},
        variant_age_from=["60"],
    )
    seen = as_lin.post("/console/answers/rules/preview/", {**filled, "as": "0"}).content.decode()
    as_lin.post(NEW, filled)

    rule = Rule.objects.get()
    variant = rule.variants.get()
    assert typed(added, "part_variant") == ["", "0"]
    assert ("大字的" in seen, "改说 另一份" in words_of(seen)) == (True, True)
    assert (variant.audience, [part.text for part in variant.parts.all()]) == (
        {"age": {"from": 60, "until": 120}},
        ["大字的"],
    )
    assert [part.text for part in rule.parts.filter(variant=None)] == ["每月交一次"]


def test_another_reply_for_nobody_in_particular_is_refused(as_lin: Client, account: Account) -> None:
    empty = {
        f"variant_{name}": [""] for name in ("bound", "units", "offices", "age_from", "age_until", "tags")
    }

    response = as_lin.post(NEW, form(**empty))

    assert refusals(response.content.decode()) == ["另一份要说明是对谁的；对所有人的那一份写在前面"]


def test_removing_another_reply_keeps_the_others_words(as_lin: Client, account: Account) -> None:
    two = form(
        part_kind=["text"] * 3,
        part_text=["给大家", "给甲", "给乙"],
        part_item=[""] * 3,
        part_variant=["", "0", "1"],
        **{f"variant_{n}": ["", ""] for n in ("bound", "units", "offices", "age_from", "age_until")},
        variant_tags=["甲", "乙"],
    )

    page = as_lin.post(NEW, {**two, "act": "remove-variant-0"}).content.decode()

    assert (typed(page, "part_text"), typed(page, "part_variant"), typed(page, "variant_tags")) == (
        ["给大家", "给乙"],
        ["", "0"],
        ["乙"],
    )


def test_numbers_lead_to_rules_and_to_steps_written_here(as_lin: Client, account: Account) -> None:
    transfer = a_rule(account, "转接", "这样转")

    as_lin.post(
        NEW,
        form(
            choice_label=["转组织关系", "交党费"],
            choice_leads_to=[str(transfer.pk), ""],
            choice_says=["", "每月十号前"],
        ),
    )

    made = Rule.objects.get(keywords__text="党费")
    offers = [(c.number, c.label, c.leads_to.occasion) for c in made.choices.all()]
    assert offers == [(1, "转组织关系", Occasion.TEXT), (2, "交党费", Occasion.STEP)]
    assert [typed(page_of(as_lin, made), name) for name in ("choice_label", "choice_leads_to")] == [
        ["转组织关系", "交党费"],
        [str(c.leads_to_id) for c in made.choices.all()],
    ]


def test_numbers_that_lead_round_in_a_circle_are_refused_with_the_way(
    as_lin: Client, account: Account
) -> None:
    first, second = a_rule(account, "办事"), a_rule(account, "转接")
    services.change_rule(first, choices=[(1, "转接", second)], by="tests")
    page = page_of(as_lin, second)

    response = as_lin.post(
        address(second),
        as_opened(page, choice_label=["回去"], choice_leads_to=[str(first.pk)], choice_says=[""]),
    )

    sentence = "这样会绕回来：转接 → 办事 → 转接。要回到开头，对方回复 0 就行"
    assert (response.status_code, refusals(response.content.decode())) == (422, [sentence])


def test_a_step_half_written_is_refused_and_nothing_is_made(as_lin: Client, account: Account) -> None:
    response = as_lin.post(NEW, form(choice_label=["怎么转"], choice_leads_to=[""], choice_says=[""]))

    assert refusals(response.content.decode()) == ["选一条规则，或者写下对方选它以后说什么"]
    assert Rule.objects.count() == 0


def test_a_rule_that_numbers_lead_to_cannot_be_removed(as_lin: Client, account: Account) -> None:
    first, second = a_rule(account, "办事"), a_rule(account, "转接")
    services.change_rule(first, choices=[(1, "转接", second)], by="tests")

    response = as_lin.post(f"{address(second)}removal/")

    assert (response.status_code, "“办事”里有数字通到这一条" in response.content.decode()) == (422, True)


def test_what_else_answers_the_same_words_is_said_before_saving(as_lin: Client, account: Account) -> None:
    a_rule(account, "学习教育", match="contains", priority=20)
    a_rule(account, "党费", match="contains", priority=3)

    piece = as_lin.post(
        "/console/answers/rules/preview/",
        form(keyword=["学习教育", "党费怎么交"], match=["contains", "contains"]),
    ).content.decode()

    said = words_of(piece)
    assert "“学习教育”也在规则 学习教育 里。 两条都对上时，那一条先答（优先级 20，这一条 0）。" in said
    assert "“党费怎么交”里就有“党费”，规则 党费 总会先答。" in said


def test_a_rule_that_would_never_answer_says_so(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费", match="contains")

    said = [
        words_of(as_lin.post("/console/answers/rules/preview/", form(**typed)).content.decode())
        for typed in ({}, {"priority": "1"}, {"bound": "yes"}, {"match": ["exact"]})
    ]

    assert ["这一条一次也轮不到答" in piece for piece in said] == [True, False, False, False]
    assert ["“党费”也在规则 党费 里" in piece for piece in said] == [True] * 4


def test_what_a_rule_would_answer_instead_of_others_is_said(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费怎么交", match="contains")

    piece = as_lin.post("/console/answers/rules/preview/", form(priority="1")).content.decode()

    assert "“党费怎么交”里就有“党费”，规则 党费怎么交 的这个词就轮不到答了。" in words_of(piece)


def test_the_second_of_two_sees_the_firsts_change_and_both_stay(
    as_lin: Client, wen: Staff, account: Account
) -> None:
    rule = a_rule(account, "党费", "旧的")
    mine = page_of(as_lin, rule)
    theirs = signed_in(wen)
    theirs.post(
        address(rule), as_opened(page_of(theirs, rule), keyword=["党费", "交费"], match=["exact"] * 2)
    )

    response = as_lin.post(address(rule), as_opened(mine, part_text=["新的"]))

    page = response.content.decode()
    kept = dict(zip(attribute(page, "input", "name"), attribute(page, "input", "value"), strict=False))
    assert response.status_code == 409
    assert "Wen" in words_of(page)
    assert "你们改的不是同一处" in words_of(page)
    assert kept["take_words"] == "theirs"
    assert Rule.objects.get().parts.get().text == "旧的"


def test_merging_takes_what_was_chosen_field_by_field(as_lin: Client, wen: Staff, account: Account) -> None:
    rule = a_rule(account, "党费", "旧的")
    mine = as_opened(page_of(as_lin, rule), part_text=["我的"], keyword=["党费吗"])
    theirs = signed_in(wen)
    changed = as_opened(page_of(theirs, rule), part_text=["他的"], keyword=["交费"], priority="5")
    theirs.post(address(rule), changed)

    page = as_lin.post(address(rule), mine).content.decode()
    version = typed(page, "version")[-1]
    as_lin.post(
        address(rule),
        {**mine, "version": version, "take_words": "theirs", "take_reply": "mine", "take_priority": "theirs"},
    )

    merged = Rule.objects.get()
    assert "收到什么词 收到什么词 用我的 党费吗（完全一样） 用Wen的 交费（完全一样）" in words_of(page)
    assert (merged.keywords.get().text, merged.parts.get().text, merged.priority) == ("交费", "我的", 5)


def test_a_page_of_word_comes_in_as_its_words(as_lin: Client, account: Account) -> None:
    as_lin.post(NEW, form(part_text=["<p class=MsoNormal><b>体检</b>安排</p><p>带身份证</p>"]))

    assert Rule.objects.get().parts.get().text == "体检安排\n带身份证"
