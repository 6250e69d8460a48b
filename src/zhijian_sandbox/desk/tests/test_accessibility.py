"""Nobody is kept out of the desk who listens, or uses keys alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from zhijian_sandbox.desk.tests import axe
from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox

pytestmark = pytest.mark.browser


@pytest.fixture(params=[360, 1280])
def calm(browser: Browser, sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Desk]:
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, reduced_motion="reduce", has_touch=True
    )
    context.set_default_timeout(10_000)
    yield Desk(context.new_page(), sandbox).open()
    context.close()


def test_chat_with_panels_open(calm: Desk) -> None:
    phone = calm.say(1, "两学一做")
    expect(phone.locator('[data-side="account"]')).to_have_count(1)
    calm.sandbox.ask("PUT", "/_sandbox/faults/delay", ms=100)
    if calm.page.locator('.strip [data-sheet="faults"]').is_visible():
        calm.page.locator('.strip [data-sheet="faults"]').click()

    assert axe.violations(calm.page) == []


def test_every_first_page_of_a_phone(calm: Desk) -> None:
    found = {}
    for tab in ("chats", "contacts", "around", "me"):
        calm.phone(1).locator(f'[data-go="{tab}"]').click()
        found[tab] = axe.violations(calm.page)

    assert found == {tab: [] for tab in found}
