"""A table uploaded, looked at, carried out, and taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers import imports, services
from zhijian.rooms.answers.checking import check_text
from zhijian.rooms.answers.errors import ImportRefused
from zhijian.rooms.answers.import_plan import CHANGED, NEW, SAME
from zhijian.rooms.answers.models import Choice, Rule, RuleImport
from zhijian.rooms.answers.remembering import fingerprint, remember
from zhijian.rooms.answers.tables import as_csv, as_xlsx, lines_of
from zhijian.rooms.answers.tests.builders import a_rule, ask
from zhijian.rooms.answers.tests.test_importing import _RULES
from zhijian.rooms.answers.tests.workbooks import a_workbook
from zhijian.wechat.replies import TextReply

pytestmark = pytest.mark.django_db


def uploaded(account: Account, data: bytes) -> RuleImport:
    return imports.upload(account_id=account.pk, name="规则.xlsx", data=data, by="tests")


def carried_out(account: Account, data: bytes, **more: Any) -> RuleImport:
    return imports.carry_out(uploaded(account, data), by="tests", **more)


def everything(account: Account) -> Any:
    """All rules with all that belongs to them, but who changed them last and how often."""
    found = remember(list(Rule.objects.filter(account=account).values_list("pk", flat=True)))
    for rows in found.values():
        for name in ("version", "changed_at", "changed_by_name"):
            del rows[0]["fields"][name]
        for row in rows[1:]:
            row.pop("pk")
    return found


def rule_ids(account: Account) -> list[int]:
    return list(Rule.objects.filter(account=account).values_list("pk", flat=True))


def test_uploading_changes_no_rule_and_says_what_would(account: Account) -> None:
    a_rule(account, "党费", "旧的", match="contains")
    a_rule(account, "党课", "一样的", match="contains")
    before = everything(account)

    found = imports.prospect(
        uploaded(
            account,
            a_workbook(
                ["党费", "包含", "新的"], ["党课", "包含", "一样的"], ["夜校", "", "周三"], ["", "", "x"]
            ),
        )
    )

    assert [[line.keyword for line in found.lines_that_are(kind)] for kind in (NEW, CHANGED, SAME)] == [
        ["夜校"],
        ["党费"],
        ["党课"],
    ]
    assert ([(row.number, row.why) for row in found.bad], everything(account)) == (
        [(5, "关键词不能为空")],
        before,
    )


def test_every_bad_row_is_named_by_its_number_in_words(account: Account) -> None:
    heads = ("关键词", "怎么对上", "回复", "优先级", "停用", "到哪天止")
    data = a_workbook(
        ["甲", "像", "好"],
        ["乙", "包含", ""],
        ["丙", "包含", "好", "高"],
        ["丁", "包含", "好", "", "不知道"],
        ["戊", "包含", "好", "", "", "明天"],
        ["己", "包含", "@item:nosuch"],
        headings=heads,
        title="我们的规则",
    )

    bad = imports.prospect(uploaded(account, data)).bad

    assert [(row.number, row.what, row.why) for row in bad] == [
        (3, "甲", "“怎么对上”写“完全一样”“包含”“意思相近”或“正则”，不能写“像”"),
        (4, "乙", "回复内容不能为空"),
        (5, "丙", "“优先级”要写整数，比如 0 或 10"),
        (6, "丁", "“停用”写“是”或“否”，也可以空着"),
        (7, "戊", "日期写成 2026-03-01 这样，或者空着"),
        (8, "己", "资料库里没有“nosuch”"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [(a_workbook(), "rows-none"), (a_workbook(["甲"], headings=["姓名", "电话"]), "header-refused")],
)
def test_a_table_without_our_columns_is_refused(account: Account, data: bytes, code: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        uploaded(account, data)

    assert (caught.value.code, RuleImport.objects.count()) == (code, 0)


def test_carrying_out_takes_the_good_rows_and_says_how_many(account: Account) -> None:
    a_rule(account, "党费", "旧的", match="contains")
    a_rule(account, "党课", "一样的", match="contains")

    done = carried_out(
        account,
        a_workbook(["党费", "包含", "新的"], ["党课", "包含", "一样的"], ["夜校", "", "周三"], ["", "", "x"]),
    )

    assert done.counts == {"new": 1, "changed": 1, "same": 1, "removed": 0, "bad": 1}
    assert [ask(account, word).reply for word in ("党费", "夜校")] == [TextReply("新的"), TextReply("周三")]
    assert Line.objects.get(action="rules.imported").details["file"] == "规则.xlsx"


def test_the_other_columns_change_the_rule(account: Account) -> None:
    a_rule(account, "党费", "好")
    heads = ("关键词", "怎么对上", "回复", "优先级", "停用", "从哪天起", "到哪天止")

    carried_out(
        account,
        a_workbook(
            ["党费", "完全一样", "好", 7, "是", "2026/3/1", "2026年3月31日"],
            ["党课", "完全一样", "好", 5, "是", "", ""],
            headings=heads,
        ),
    )

    lines = [line[3:7] for line in lines_of(rule_ids(account))]
    assert lines == [("7", "是", "2026-03-01", "2026-03-31"), ("5", "是", "", "")]


def test_it_is_carried_out_once(account: Account) -> None:
    done = carried_out(account, a_workbook(["党费", "", "好"]))

    with pytest.raises(imports.ImportIsDone):
        imports.carry_out(done, by="tests")


def test_undoing_restores_every_rule_exactly(account: Account) -> None:
    several = services.make_rule(
        account_id=account.pk,
        keywords=[("甲", "exact"), ("乙", "exact"), ("丙", "contains")],
        parts=["一", an_article(account)],
        priority=3,
        by="tests",
    )
    services.switch_off(several, by="tests")
    a_rule(account, "不在表里", "要删的")
    before = everything(account)
    done = carried_out(
        account,
        a_workbook(["甲", "完全一样", "新甲"], ["乙", "完全一样", "新乙"], ["新词", "", "好"]),
        replace=True,
    )
    assert everything(account) != before

    undone = imports.undo(done, by="tests")

    assert (everything(account), undone.undone_at is not None, imports.may_be_undone(undone)) == (
        before,
        True,
        False,
    )


def test_undoing_leaves_rules_changed_since_as_they_are(account: Account) -> None:
    kept = a_rule(account, "党费", "旧的", match="contains")
    done = carried_out(account, a_workbook(["党费", "", "新的"], ["夜校", "", "周三"], ["党课", "", "周四"]))
    services.change_rule(Rule.objects.get(pk=kept.pk), parts=["后来改的"], by="tests")
    services.remove_rule(Rule.objects.get(keywords__text="夜校"), by="tests")
    back = imports.way_back(done)

    undone = imports.undo(done, by="tests")

    left = [(line[0], line[2]) for line in lines_of(rule_ids(account))]
    assert (back.count, imports.names_of(back.since), left, undone.counts["kept_as_changed"]) == (
        1,
        ["党费"],
        [("党费", "后来改的")],
        1,
    )


def test_a_rule_that_a_number_leads_to_is_neither_removed_nor_taken_back(account: Account) -> None:
    first, second = a_rule(account, "办事", "选一项"), a_rule(account, "转接", "这样转")
    Choice.objects.create(rule=first, number=1, label="转接", leads_to=second)
    done = carried_out(account, a_workbook(["新的", "", "好"]), replace=True)
    made = Rule.objects.get(keywords__text="新的")
    assert [word.text for word in second.keywords.all()] == ["转接"]
    Choice.objects.create(rule=second, number=1, label="新的", leads_to=made)

    imports.undo(done, by="tests")

    assert set(rule_ids(account)) == {first.pk, second.pk, made.pk}


def test_an_import_of_an_older_version_can_still_be_undone(account: Account) -> None:
    done = carried_out(account, a_workbook(["党费", "", "好"]))
    made = Rule.objects.get()
    rows = remember([made.pk])[made.pk]
    del rows[0]["fields"]["reply_mode"]  # nobody knew of it then

    assert (fingerprint(rows), list(done.after)) == (done.after[str(made.pk)], [str(made.pk)])


def test_an_import_can_be_undone_for_thirty_days(account: Account) -> None:
    done = carried_out(account, a_workbook(["党费", "", "好"]))
    RuleImport.objects.update(carried_out_at=now() - timedelta(days=30, minutes=1))

    with pytest.raises(imports.ImportIsDone):
        imports.undo(done, by="tests")
    imports.forget_old_imports()

    assert (Rule.objects.count(), RuleImport.objects.get().after) == (1, {})


def test_what_nobody_carried_out_is_forgotten(account: Account) -> None:
    uploaded(account, a_workbook(["党费", "", "好"]))
    RuleImport.objects.update(uploaded_at=now() - timedelta(days=3))

    imports.forget_old_imports()

    assert RuleImport.objects.count() == 0


def test_no_cell_of_the_csv_is_taken_for_a_formula(account: Account) -> None:
    a_rule(account, "=1+1", "@所有人 -2", "'=是文字")

    line = "".join(as_csv(rule_ids(account))).splitlines()[1:]

    assert line == ["'=1+1,完全一样,\"'@所有人 -2", "@next", "'=是文字\",0,,,,全部发出,,,,,,"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_RULES)
def test_what_is_exported_changes_nothing_when_imported(
    account: Account, rules: list[tuple[list[tuple[str, str]], list[str], int]]
) -> None:
    Rule.objects.all().delete()
    for keywords, parts, priority in rules:
        services.make_rule(
            account_id=account.pk,
            keywords=[(word.replace("\r", ""), match) for word, match in keywords if word.strip()]
            or [("党", "exact")],
            parts=[check_text(part) for part in parts],
            priority=priority,
            by="tests",
        )
    a_rule(account, "总有一条")
    ids = list(Rule.objects.order_by("-priority", "id").values_list("pk", flat=True))

    found = [
        imports.prospect(uploaded(account, data), replace=True)
        for data in (as_xlsx(ids), "".join(as_csv(ids)).encode())
    ]

    assert [(prospect.changes_nothing, prospect.bad, prospect.plan.unwanted) for prospect in found] == [
        (True, [], {}),
        (True, [], {}),
    ]
