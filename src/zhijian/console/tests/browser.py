"""A browser in which somebody is signed in; what it complains of fails the test.

Fixtures for the tests of pages: `page` is Lin's, unless a test overrides `in_browser`; without scripts where
`scripts` says so.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from zhijian.console.tests.signing_in import session_key_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.ui.tests import axe


@pytest.fixture
def scripts() -> bool:
    return True


@pytest.fixture
def in_browser(lin: Staff) -> Staff:
    return lin


@pytest.fixture
def context(
    live_server: LiveServer,
    in_browser: Staff,
    account: Account,
    scripts: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[BrowserContext]:
    """Console errors and refused loads fail the test."""
    # Playwright keeps an event loop in this thread; Django would take our own queries for asynchronous ones.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    session_key = session_key_of(in_browser)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts)
        context.add_cookies(
            [{"name": "zj_console", "value": session_key, "url": f"{live_server.url}/console/"}]
        )
        yield context
        browser.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said, page) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    # A 422 is an answer; the browser's console calls it an error all the same.
    complained = [said for said in complaints if "status of 422" not in said]
    assert complained == [], complained  # fixtures of this file are not rewritten to say it


# A preview still on its way when the page is left is called off, and htmx says so.
_CALLED_OFF = ("htmx:sendAbort", "htmx:afterRequest")


def is_complaint(said: ConsoleMessage, page: Page) -> bool:
    return said.type == "error" and not said.text.startswith(_CALLED_OFF) and not axe.is_reading(page)
