"""At 390 px the browser is the phone; at 360 nothing sticks out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox

pytestmark = pytest.mark.browser


@pytest.fixture(params=[390, 360])
def narrow(browser: Browser, sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": request.param, "height": 780}, has_touch=True)
    context.set_default_timeout(10_000)
    yield Desk(context.new_page(), sandbox).open()
    context.close()


def test_one_phone_fills_the_page_and_another_is_chosen_from_a_sheet(narrow: Desk) -> None:
    expect(narrow.phone(1)).to_be_visible()
    expect(narrow.phone(2)).to_be_hidden()

    narrow.page.get_by_role("button", name="换一部手机").click()
    narrow.page.locator('[data-take="phone-2"]').click()

    expect(narrow.phone(1)).to_be_hidden()
    expect(narrow.phone(2)).to_be_visible()


def test_what_another_phone_received_is_told_on_the_strip(narrow: Desk) -> None:
    news = narrow.page.get_by_text("别的手机上有新消息")
    expect(news).to_be_hidden()

    narrow.sandbox.ask("POST", "/_sandbox/followers/phone-2/acts", act="text", content="在吗", wait=True)

    expect(news).to_be_visible()


def test_log_and_faults_are_sheets_with_the_cat_upon_them(narrow: Desk) -> None:
    narrow.page.locator('.strip [data-sheet="faults"]').click()
    narrow.page.get_by_role("switch", name="延迟").check()

    expect(narrow.page.locator("#sheet-faults [data-cat]")).to_have_attribute("data-cat", "awake")
    expect(narrow.page.locator('.strip [data-slot="fault-count"]')).to_have_text("1")
    narrow.page.keyboard.press("Escape")
    expect(narrow.page.locator("#sheet-faults")).to_be_hidden()
    expect(narrow.page.locator('.strip [data-sheet="faults"]')).to_be_focused()


TOO_SMALL = """() => [...document.querySelectorAll('button, a, select, [role=switch]')]
    .filter(one => one.checkVisibility() && !one.closest('.bubble'))
    .map(one => [one, one.getBoundingClientRect(), getComputedStyle(one, '::before')])
    .map(([one, box, before]) => [one.ariaLabel || one.textContent.trim() || one.id, {
        width: box.width,
        height: box.height - (before.position === 'absolute' ? 2 * parseFloat(before.top) || 0 : 0),
    }])
    .filter(([, box]) => Math.min(box.width, box.height) < 40 || Math.max(box.width, box.height) < 44)
    .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


def misfits(desk: Desk) -> list[str]:
    """What sticks out or is too small for a thumb."""
    widths = desk.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [*([f"{widths}"] if widths[0] > widths[1] else []), *desk.page.evaluate(TOO_SMALL)]


def test_nothing_sticks_out_and_every_key_is_large_enough(narrow: Desk) -> None:
    phone = narrow.open_chat(1)

    assert misfits(narrow) == []
    expect(phone.locator('[data-field="message"]')).to_be_in_viewport()


def test_pages_of_a_phone_fit_a_thumb(narrow: Desk) -> None:
    phone = narrow.phone(1)
    found = {}
    for tab in ("chats", "contacts", "around", "me"):
        phone.locator(f'[data-go="{tab}"]').click()
        found[tab] = misfits(narrow)
    phone.locator('[data-act="rename"]').click()
    found["rename"] = misfits(narrow)
    narrow.page.keyboard.press("Escape")
    phone.locator('[data-go="around"]').click()
    phone.locator('[data-act="scan"]:visible').click()
    found["scan"] = misfits(narrow)
    phone.locator('[data-page="scan"] [data-act="back"]').click()
    phone.locator('[data-go="contacts"]').click()
    phone.locator("[data-account]").click()
    found["account"] = misfits(narrow)
    phone.locator('[data-act="notices"]').click()
    found["notices"] = misfits(narrow)

    assert found == {name: [] for name in found}


def test_sheets_fit_a_thumb(narrow: Desk) -> None:
    found = {}
    for sheet in ("who", "log", "faults"):
        narrow.page.locator(f'.strip [data-sheet="{sheet}"]').click()
        found[sheet] = misfits(narrow)
        narrow.page.locator(f"#sheet-{sheet} .close").click()
    narrow.page.locator('.strip [data-sheet="who"]').click()
    narrow.page.locator('#sheet-who [data-act="saves"]').click()
    found["saves"] = misfits(narrow)

    assert found == {name: [] for name in found}
