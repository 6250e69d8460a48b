"""At the change of office the successor signs for each right, and the log tells it whole (6.7, task 5)."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import House
from tests.journeys.hands import SIZES, console_of, sideways_px
from tests.processes.running import run

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.mark.parametrize("size", SIZES)
def test_rights_pass_on_one_by_one_and_the_auditor_reads_it(
    browser: Browser, house: House, size: str
) -> None:
    old, new = f"old-{size}", f"new-{size}"
    names = {old: {"hand": "郑长根", "desk": "方耀祖"}[size], new: {"hand": "李秀英", "desk": "林东升"}[size]}
    for username, unit in ((old, "hedong"), (new, "liuwan")):
        taken = ("staff", "add", username, "--name", names[username], "--unit", unit, "--password", "-")
        assert run(house.home, *taken, "--role", "secretary", stdin="zhijian-demo\n").returncode == 0
    assert run(house.home, "staff", "give", old, "--role", "editor", "--unit", "hedong").returncode == 0

    with console_of(browser, house, "admin", size=size) as page:
        page.goto("/console/staff/")
        page.get_by_role("link", name=re.compile(names[old])).first.click()
        page.get_by_role("link", name="办交接").click()
        page.get_by_label("交给谁").fill(new)
        page.get_by_role("button", name="列出来").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{names[old]} 交给 {names[new]}")
        expect(page.get_by_text("等签收")).to_have_count(2)
        expect(page.get_by_role("button", name=re.compile("^签收"))).to_have_count(0)

    with console_of(browser, house, new, size=size) as page:
        line = page.locator(".todo").filter(has_text=f"{names[old]}把手里的事交给{names[new]}")
        line.get_by_role("link", name="去看看").click()
        signing = page.get_by_role("button", name=re.compile("^签收"))
        expect(signing).to_have_count(2)
        signing.first.click()
        expect(signing).to_have_count(1)
        signing.first.click()
        expect(page.get_by_role("heading", name="都签收了")).to_be_visible()
        assert sideways_px(page) <= 0

    with console_of(browser, house, "admin", size=size) as page:
        line = page.locator(".todo").filter(has_text=f"{names[old]}的交接签收完了")
        line.get_by_role("link", name="去看看").click()
        _end(page)

    may = {who: run(house.home, "staff", "may", who).stdout for who in (old, new)}
    assert ("河东村" in may[old], "河东村" in may[new]) == (False, True)
    with console_of(browser, house, "auditor", size=size) as page:
        page.goto("/console/audit/")
        told = page.locator("main").inner_text()
        assert sideways_px(page) <= 0
    assert [words for words in ("开始了交接", "签收了交接事项", "结束了交接") if words not in told] == []
    assert "zhijian-demo" not in told
    assert "whole" in run(house.home, "audit", "verify").stdout


def _end(page: Page) -> None:
    expect(page.get_by_role("heading", name="都签收了")).to_be_visible()
    page.get_by_role("button", name="结束交接").click()
    expect(page.get_by_role("heading", name="交接结束了")).to_be_visible()
