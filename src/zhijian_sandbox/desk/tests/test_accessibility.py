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


def test_pages_upon_the_first_one(calm: Desk) -> None:
    phone = calm.phone(1)
    found = {}
    phone.locator('[data-go="contacts"]').click()
    phone.locator("[data-account]").click()
    found["account"] = axe.violations(calm.page)
    phone.locator('[data-act="card"]').click()
    found["card"] = axe.violations(calm.page)
    phone.locator('[data-page="name-card"] [data-act="back"]').click()
    phone.locator('[data-act="notices"]').click()
    found["notices"] = axe.violations(calm.page)
    phone.locator('[data-page="notices"] [data-act="back"]').click()
    phone.locator('[data-page="account"] [data-act="back"]').click()
    phone.locator('[data-go="around"]').click()
    phone.locator('[data-act="scan"]:visible').click()
    found["scan"] = axe.violations(calm.page)

    assert found == {name: [] for name in found}


def test_a_page_in_the_browser_and_a_question_from_below(calm: Desk) -> None:
    phone = calm.say(1, "两学一做")
    phone.locator('[data-kind="news"] a').click()
    found = {"browser": axe.violations(calm.page)}
    phone.locator('[data-act="browser-more"]').click()
    found["more"] = axe.violations(calm.page)
    calm.page.keyboard.press("Escape")
    phone.locator('[data-act="close-browser"]').click()
    phone.locator('[data-act="plus"]').click()
    phone.locator('[data-act="send-link"]').click()
    found["link"] = axe.violations(calm.page)

    assert found == {name: [] for name in found}


def test_the_saves(calm: Desk) -> None:
    calm.sandbox.ask("PUT", "/_sandbox/saves/第三课")
    if calm.page.locator('.strip [data-sheet="who"]').is_visible():
        calm.page.locator('.strip [data-sheet="who"]').click()
    calm.page.locator('[data-act="saves"]:visible').click()
    expect(calm.page.locator('[data-save="第三课"]')).to_be_visible()

    assert axe.violations(calm.page) == []
