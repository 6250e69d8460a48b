"""A console in somebody's hand, or on his desk: signed in as one of the sample, watched for complaints."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import ANSWER_SECONDS, House

HAND: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 860}
SIZES = {"hand": HAND, "desk": DESK}


@contextmanager
def console_of(browser: Browser, house: House, who: str, *, size: str) -> Iterator[Page]:
    """What a browser complains about on the way fails the test."""
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN", base_url=house.site)
    context.set_default_timeout(ANSWER_SECONDS)
    expect.set_options(timeout=ANSWER_SECONDS)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.goto("/console/")
    page.get_by_label("用户名").fill(who)
    page.get_by_label("密码").fill("zhijian-demo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="主导航").locator("visible=true")).to_be_visible()
    yield page
    context.close()
    assert complaints == []


def go_to(page: Page, place: str) -> None:
    """By the rail or the tabs, whichever this width shows."""
    ways = page.get_by_role("navigation", name="主导航").get_by_role("link", name=place)
    ways.locator("visible=true").first.click()


def sideways_px(page: Page) -> int:
    """How far the page can be pushed aside, which no page may be."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
