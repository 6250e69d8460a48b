"""A table of rules: looked at first, carried out, taken back; and the tables one begins with."""

import io

import pytest
from django.test import Client
from django.utils.timezone import now
from python_calamine import CalamineWorkbook

from zhijian.console.tests.builders import an_import
from zhijian.console.tests.reading import attribute, refusals, rule_names, words_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.import_jobs import carry_out_import, undo_import
from zhijian.rooms.answers.models import Rule, RuleImport
from zhijian.rooms.answers.tests.builders import a_rule, a_welcome
from zhijian.rooms.answers.tests.workbooks import a_workbook

pytestmark = pytest.mark.django_db

UPLOAD = "/console/answers/import/"


def file(data: bytes, name: str = "规则.xlsx") -> io.BytesIO:
    opened = io.BytesIO(data)
    opened.name = name
    return opened


def uploaded(client: Client, data: bytes) -> str:
    response = client.post(UPLOAD, {"table": file(data)})
    assert response.status_code == 302
    return str(response["Location"])


def test_an_uploaded_table_is_looked_at_before_anything_changes(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费", "旧的", match="contains")

    page = as_lin.get(
        uploaded(as_lin, a_workbook(["党费", "包含", "新的"], ["夜校", "", "周三"], ["党课", "像", "好"]))
    ).content.decode()

    said = words_of(page)
    assert "新增 1 改动 1 一样 0 有错 1" in said
    assert "现在什么都还没改" in said
    assert "第 4 行 · 党课" in said
    assert "原来 旧的 改成 新的" in said
    assert attribute(page, "form", "action")[-1].endswith("/confirmation/")
    assert "导入 2 行，跳过 1 行" in said
    assert Rule.objects.count() == 1


def test_looking_says_what_changes_beside_the_reply(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费", "好", match="contains", variants=[({"bound": True}, ["改说"])])
    heads = ("关键词", "回复", "年龄", "哪一份", "绑定没有")
    rows = (
        ["党费", "好", "60 岁以上"],
        ["党费", "又说", "", "另一份", "没绑定"],
        ["夜校", "周三", "35 岁以下"],
    )

    said = words_of(as_lin.get(uploaded(as_lin, a_workbook(*rows, headings=heads))).content.decode())

    assert "党费 第 2 行 · 包含 好 对谁：原来所有人，改成60 岁以上" in said
    assert "多一份另说的：对没绑定的 表里没有了，去掉这一份：对已绑定的" in said
    assert "夜校 第 4 行 · 包含 周三 对35 岁以下" in said


def test_carrying_it_out_and_taking_it_back(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费", "旧的", match="contains")
    look = uploaded(as_lin, a_workbook(["党费", "包含", "新的"], ["夜校", "", "周三"]))

    as_lin.post(f"{look}confirmation/")
    done = words_of(as_lin.get(look).content.decode())
    after = rule_names(as_lin.get("/console/answers/").content.decode())
    as_lin.post(f"{look}undoing/")
    undone = words_of(as_lin.get(look).content.decode())

    assert ("导入好了" in done, "撤回这 2 条" in done, after) == (True, True, ["党费", "夜校"])
    assert "Lin" in undone
    assert "规则和导入前一样" in undone
    assert list(Rule.objects.values_list("keywords__text", "parts__text")) == [("党费", "旧的")]


def test_what_the_table_does_not_have_goes_only_when_asked(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费")
    look = uploaded(as_lin, a_workbook(["夜校", "", "周三"]))

    kept = words_of(as_lin.get(look).content.decode())
    page = as_lin.get(f"{look}?replace=1").content.decode()
    as_lin.post(f"{look}confirmation/", {"replace": "1"})

    assert "导入 1 行，删掉 1 个词" not in kept
    assert "表里没有，要删掉的词 1 党费" in words_of(page)
    assert list(Rule.objects.values_list("keywords__text", flat=True)) == ["夜校"]


def test_pressing_twice_carries_out_once(as_lin: Client, account: Account) -> None:
    look = uploaded(as_lin, a_workbook(["夜校", "", "周三"]))

    statuses = [as_lin.post(f"{look}confirmation/").status_code for _ in range(2)]

    assert (statuses, Rule.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("规则.docx", b"PK\x03\x04 nonsense", "这个文件打不开"),
        ("规则.csv", b"a,b\n1,2\n", "找不到列名"),
        ("规则.xlsx", b"", "这个文件是空的"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    as_lin: Client, account: Account, name: str, data: bytes, says: str
) -> None:
    response = as_lin.post(UPLOAD, {"table": file(data, name)})

    found = refusals(response.content.decode())
    assert (response.status_code, len(found), says in found[0], RuleImport.objects.count()) == (
        422,
        1,
        True,
        0,
    )


def test_no_file_is_refused_in_words(as_lin: Client, account: Account) -> None:
    assert refusals(as_lin.post(UPLOAD).content.decode()) == ["先选一个文件。"]


def test_a_long_table_is_work_for_the_worker(as_lin: Client, account: Account) -> None:
    look = uploaded(as_lin, a_workbook(*([f"词{n}", "", "好"] for n in range(1001))))

    response = as_lin.post(f"{look}confirmation/")
    task = Task.objects.get(name="answers.carry_out_import")
    carry_out_import(task)

    assert (response["Location"], task.title) == (f"/console/tasks/{task.key}/", "导入 规则.xlsx")
    assert (Rule.objects.count(), Task.objects.get().results["says"]) == (1001, "导入了 1001 行。")


def test_a_long_import_is_taken_back_by_the_worker_too(as_lin: Client, account: Account) -> None:
    look = uploaded(as_lin, a_workbook(*([f"词{n}", "", "好"] for n in range(1001))))
    as_lin.post(f"{look}confirmation/")
    carry_out_import(Task.objects.get())
    Task.objects.update(finished_at=now())

    shown = words_of(as_lin.get(look).content.decode())
    response = as_lin.post(f"{look}undoing/")
    undo_import(Task.objects.get())

    assert "撤回这 1001 条" in shown
    assert (response["Location"].startswith("/console/tasks/"), Rule.objects.count()) == (True, 0)


def test_a_long_table_that_was_stopped_changes_nothing(as_lin: Client, account: Account) -> None:
    look = uploaded(as_lin, a_workbook(*([f"词{n}", "", "好"] for n in range(1001))))
    as_lin.post(f"{look}confirmation/")
    task = Task.objects.get(name="answers.carry_out_import")
    as_lin.post(f"/console/tasks/{task.key}/cancellation/")

    carry_out_import(Task.objects.get())

    assert (Rule.objects.count(), as_lin.get(look).status_code) == (0, 200)


def test_an_import_of_another_account_is_reached_by_who_sees_that_account(
    as_lin: Client, account: Account
) -> None:
    theirs = an_import(an_account("hedong", name="河东村"))

    assert "河东村" in as_lin.get(f"{UPLOAD}{theirs.pk}/").content.decode()


def test_export_is_what_the_list_shows(as_lin: Client, account: Account) -> None:
    a_welcome(account, "您好")
    a_rule(account, "党费", "=1+1", match="contains", priority=2)
    a_rule(account, "夜校")

    csv = as_lin.get("/console/answers/export/?as=csv&q=党费").content.decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_lin.get("/console/answers/export/").content))

    assert csv == (
        "\ufeff关键词,怎么对上,回复,优先级,停用,从哪天起,到哪天止,几段怎么发,"
        "绑定没有,单位,职务,年龄,标签,哪一份\r\n党费,包含,'=1+1,2,,,,,,,,,,\r\n"
    )
    assert book.sheet_names == ["规则", "说明"]
    assert [row[:3] for row in book.get_sheet_by_index(0).to_python()][1:] == [
        ["党费", "包含", "=1+1"],
        ["夜校", "完全一样", "夜校的材料"],
    ]


def test_the_empty_table_has_the_columns_alone(as_lin: Client, account: Account) -> None:
    a_rule(account, "党费")

    book = CalamineWorkbook.from_filelike(io.BytesIO(as_lin.get("/console/answers/export/?as=empty").content))

    assert [row[0] for row in book.get_sheet_by_index(0).to_python()] == ["关键词"]
