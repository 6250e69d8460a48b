"""The branch secretary's second task: who is not reached and why, the list that shrinks, the poster (6.2)."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import House
from tests.journeys.hands import SIZES, console_of, go_to, sideways_px

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

# Whom the secretary knows more about than the list does.
TOLD = {"hand": ("王建国", "41 岁"), "desk": ("欧阳文静", "29 岁")}
SCORES = ("%", "得分", "积分", "第一名", "排行")


@pytest.mark.parametrize("size", SIZES)
def test_secretary_sees_why_somebody_is_not_reached_and_prints_the_poster(
    browser: Browser, house: House, size: str
) -> None:
    name, age = TOLD[size]
    with console_of(browser, house, "secretary", size=size) as page:
        go_to(page, "组织")
        care = page.locator("#reach")
        for reason in ("手机换过号", "没有微信", "还没问到"):
            expect(care).to_contain_text(reason)
        waiting = _waiting(page)

        row = care.locator("li").filter(has_text=name).filter(has_text=age)
        row.get_by_role("link", name=name, exact=True).click()
        page.locator("label.chip").filter(has_text="没有手机").click()
        page.get_by_label("补一句").fill("女儿每周回来一次")
        page.get_by_role("button", name="记下").click()
        expect(page.locator("#reach")).to_contain_text("女儿每周回来一次")
        assert _waiting(page) == waiting

        row = page.locator("#reach li").filter(has_text=name).filter(has_text=age)
        row.get_by_role("button", name=re.compile("改送大字版")).click()
        expect(page.locator("#care")).to_contain_text(f"{waiting - 1} 人")
        expect(page.locator("#reach").get_by_role("button", name="撤回")).to_be_visible()
        said = page.locator("#reach").inner_text()
        assert sideways_px(page) <= 0

        page.get_by_role("link", name=re.compile("海报")).locator("visible=true").first.click()
        poster = page.locator(".poster")
        expect(poster).to_contain_text("河东村党支部")
        expect(poster).to_contain_text("没有智能手机，一样是自己人。")
        page.emulate_media(media="print")
        sheets = page.pdf(format="A4", prefer_css_page_size=True)
    assert [word for word in SCORES if word in said] == []
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 2


def _waiting(page: Page) -> int:
    """How many there are still to be reached, as the page says it."""
    expect(page.locator("#care")).to_be_visible()
    found = re.search(r"(\d+) 人", page.locator("#care").inner_text())
    assert found
    return int(found[1])
