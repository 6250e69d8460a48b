"""A running desk, and the house's administrator with a phone of 360 pixels in his hand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import ANSWER_SECONDS, House, browser, house

__all__ = ["browser", "house"]


@pytest.fixture
def hand(browser: Browser, house: House) -> Iterator[Page]:
    """Signed in at the console, 360 wide; whatever a browser complains about fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN", base_url=house.site)
    context.set_default_timeout(ANSWER_SECONDS)
    expect.set_options(timeout=ANSWER_SECONDS)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/console/")
    page.fill('[name="username"]', "admin")
    page.fill('[name="password"]', "zhijian-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")
    yield page
    context.close()
    assert complaints == []
