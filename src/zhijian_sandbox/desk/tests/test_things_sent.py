"""One's own voice, places and links from a phone."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from zhijian_sandbox.desk.tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS, Desk, Sandbox

pytestmark = pytest.mark.browser
# A microphone that hums.
_HUMMING = ["--use-fake-device-for-media-stream"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS + _HUMMING)
        yield chromium
        chromium.close()


def test_a_voice_is_recorded_where_the_microphone_is_allowed(desk: Desk, sandbox: Sandbox) -> None:
    desk.page.context.grant_permissions(["microphone"], origin=desk.page.url)
    phone = desk.open_chat(1)
    phone.locator('[data-act="voice"]').click()
    phone.locator('[data-act="hold"]').click()
    expect(phone.get_by_text("在录您的声音")).to_be_visible()
    desk.page.wait_for_timeout(1600)

    phone.locator('[data-act="finish-voice"]').click()

    voice = phone.locator('[data-side="me"][data-kind="voice"]')
    expect(voice).to_have_count(1)
    (bubble,) = sandbox.ask("GET", "/_sandbox/followers/phone-1/chats/wxecho0000000001")["bubbles"]
    assert (bubble["media"]["mime_type"], bubble["media"]["size_bytes"] > 500) == ("audio/webm", True)
    assert 1 <= bubble["seconds"] <= 3
    assert (
        httpx.get(f"{sandbox.url}{bubble['media']['url']}", trust_env=False).content[:4] == b"\x1aE\xdf\xa3"
    )


def test_without_leave_a_sample_is_sent_and_the_microphone_offered(desk: Desk, sandbox: Sandbox) -> None:
    phone = desk.open_chat(1)
    phone.locator('[data-act="voice"]').click()
    phone.locator('[data-act="hold"]').click()
    expect(phone.get_by_role("button", name="用麦克风")).to_be_visible()

    phone.locator('[data-act="finish-voice"]').click()

    expect(phone.locator('[data-side="me"][data-kind="voice"]')).to_have_count(1)
    (bubble,) = sandbox.ask("GET", "/_sandbox/followers/phone-1/chats/wxecho0000000001")["bubbles"]
    assert bubble["media"]["mime_type"] == "audio/amr"


def test_a_link_is_sent(desk: Desk) -> None:
    phone = desk.open_chat(1)
    phone.locator('[data-act="plus"]').click()
    phone.locator('[data-act="send-link"]').click()
    phone.get_by_label("标题").fill("桥头的沙箱")

    phone.get_by_role("button", name="发送", exact=True).last.click()

    expect(phone.locator('[data-side="me"][data-kind="link"]')).to_contain_text("桥头的沙箱")


def test_a_place_of_ones_own_is_sent(desk: Desk, sandbox: Sandbox) -> None:
    phone = desk.open_chat(1)
    phone.locator('[data-act="plus"]').click()
    phone.locator('[data-act="send-location"]').click()
    phone.locator('[data-choice="own"]').click()
    phone.get_by_label("叫什么").fill("老街口")
    phone.get_by_label("纬度").fill("30.5")

    phone.get_by_label("纬度").press("Enter")

    expect(phone.locator('[data-side="me"][data-kind="location"]')).to_contain_text("老街口")
    (bubble,) = sandbox.ask("GET", "/_sandbox/followers/phone-1/chats/wxecho0000000001")["bubbles"]
    assert (bubble["latitude"], bubble["longitude"]) == (30.5, 120.6833)
