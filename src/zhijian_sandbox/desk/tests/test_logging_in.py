"""Logging in with the phone: a page asks who it is, the person says yes or no."""

from urllib.parse import quote

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from zhijian_sandbox.desk.tests.conftest import Desk
from zhijian_sandbox.desk.tests.echo_account import APPID

pytestmark = pytest.mark.browser


def open_login(desk: Desk) -> tuple[Locator, FrameLocator]:
    """A member page that sends its reader to the platform, as products do."""
    pages = f"http://localhost:{desk.sandbox.account_port}/read"
    asked = (
        f"{desk.sandbox.url}/connect/oauth2/authorize?appid={APPID}"
        f"&redirect_uri={quote(pages.replace('localhost', 'phone-1.desk.localhost') + '/back', safe='')}"
        "&response_type=code&scope=snsapi_userinfo&state=s7#wechat_redirect"
    )
    phone = desk.phone(1)
    phone.locator('[data-go="around"]').click()
    phone.locator('[data-act="scan"]:visible').click()
    phone.get_by_label("码里的字").fill(f"{pages}/login?to={quote(asked, safe='')}")
    phone.get_by_label("码里的字").press("Enter")
    return phone, phone.frame_locator("iframe[data-frame]")


def test_yes_leads_back_to_the_page_under_the_phones_name(desk: Desk) -> None:
    _, inside = open_login(desk)
    expect(inside.get_by_text("王建国")).to_be_visible()

    # Not by the mouse: Playwright misses inside a frame that lies in a zoomed phone.
    inside.get_by_role("button", name="允许").dispatch_event("click")

    expect(inside.locator("p")).to_have_text("给 phone-1.desk.localhost")
    assert "code=" in inside.locator("html").evaluate("() => location.search")


def test_no_gives_nothing_away(desk: Desk) -> None:
    _, inside = open_login(desk)

    inside.get_by_role("button", name="拒绝").dispatch_event("click")

    expect(inside.locator("h1")).to_have_text("已拒绝")
