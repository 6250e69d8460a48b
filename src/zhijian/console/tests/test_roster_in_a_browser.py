"""The branch secretary brings in the sheet the township sent: 63 rows, two of them called 王建国."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.roster.tests.sheets import an_id, the_villages_sheet
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

FAMILIES = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶"


@pytest.fixture
def hedong(account: Account) -> Unit:
    return a_unit("河东村党支部", a_unit(code="QH"), code="HD")


@pytest.fixture
def sheet(hedong: Unit, tmp_path: Path) -> Path:
    """60 who are on the roster, a 王建国 without an ID number in row 37, and two new ones."""
    people = [
        (f"{FAMILIES[number % 30]}{'玉宝'[number // 30]}兰", an_id(number), "1976.7", 13_900_000_000 + number)
        for number in range(59)
    ]
    for name, id_number, _joined, phone in people:
        a_member(hedong, name, id_number=id_number, joined="1976-07", phone=str(phone))
    elder, younger = an_id(100), an_id(101, year=1979)
    a_member(hedong, "王建国", id_number=elder, joined="1976-07", phone="13900010000")
    a_member(hedong, "王建国", id_number=younger, joined="2004-06")
    rows: list[tuple[object, ...]] = [*people, ("王建国", elder, "1976.7", 13_900_010_000)]
    rows.insert(32, ("王建国", "", "2004.6", ""))
    rows += [
        ("欧阳文静", an_id(200, year=1990), "2018.11", 13_900_000_200),
        ("古丽娜尔•阿不都热依木", an_id(201, year=1995), "2026.7", ""),
    ]
    path = tmp_path / "2026年11月名册.xlsx"
    path.write_bytes(the_villages_sheet(rows).read())
    return path


@pytest.mark.parametrize("width", [360, 1280])
def test_a_secretary_brings_in_the_townships_sheet(
    page: Page, hedong: Unit, sheet: Path, in_browser: Staff, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    before = Member.objects.count()

    page.goto(f"/console/org/imports/?unit={hedong.pk}")
    assert faults(page) == []
    page.get_by_label("选一个表").set_input_files(sheet)
    page.get_by_role("button", name="看看会改什么").click()
    expect(page.get_by_role("heading", name="先看看，再导入")).to_be_visible()
    expect(page.locator("#sums .tally")).to_have_text("相同60新增2待确认1")
    expect(page.locator("#row-37")).to_contain_text("名册上有 2 位王建国")
    assert faults(page) == []
    assert Member.objects.count() == before
    page.get_by_role("radio", name="王建国，1979 年生").check()
    page.get_by_role("button", name="就是这一位").click()
    expect(page.locator("#row-37")).to_contain_text("就是王建国，1979 年生")
    expect(page.locator("#open-count")).to_have_text("都定了")
    page.get_by_role("button", name="导入 3 人").click()

    expect(page.get_by_role("heading", name="导入好了")).to_be_visible()
    assert faults(page) == []
    assert Member.objects.count() == before + 2
    page.get_by_role("button", name="撤回这 2 人").click()
    expect(page.get_by_role("heading", name="已撤回")).to_be_visible()
    assert Member.objects.count() == before
