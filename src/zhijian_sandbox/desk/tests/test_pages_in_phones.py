"""Cards and links open inside the phone, under the phone's own name."""

import pytest
from playwright.sync_api import expect

from zhijian_sandbox.desk.tests.conftest import Desk

pytestmark = pytest.mark.browser


def test_a_card_opens_in_the_phone_under_its_own_name(desk: Desk) -> None:
    for number in (1, 2):
        phone = desk.say(number, "两学一做")
        phone.locator('[data-kind="news"] a').click()

    for number in (1, 2):
        inside = desk.phone(number).frame_locator("iframe[data-frame]")
        expect(inside.locator("h1")).to_have_text("学习材料")
        expect(inside.locator("p")).to_have_text(f"给 phone-{number}.localhost")
        expect(desk.phone(number).locator('[data-page="browser"] h3')).to_have_text("两学一做：一篇读")


def test_closing_the_page_leads_back_to_the_conversation(desk: Desk) -> None:
    phone = desk.say(1, "两学一做")
    phone.locator('[data-kind="news"] a').click()

    phone.locator('[data-act="close-browser"]').click()

    expect(phone.locator("iframe")).to_have_count(0)
    expect(phone.locator('[data-field="message"]')).to_be_visible()


def test_an_address_elsewhere_is_shown_and_not_framed(desk: Desk) -> None:
    phone = desk.say(1, "链接")

    phone.locator('[data-side="account"] a').click()

    expect(phone.locator("[data-elsewhere] code")).to_have_text("https://example.org/far")
    expect(phone.locator("[data-elsewhere] a")).to_have_attribute("target", "_blank")
    expect(phone.locator("iframe")).to_have_count(0)


def test_the_desk_asks_nothing_beyond_this_machine(desk: Desk) -> None:
    hosts: set[str] = set()
    desk.page.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))

    phone = desk.say(1, "两学一做")
    phone.locator('[data-kind="news"] a').click()
    expect(phone.frame_locator("iframe[data-frame]").locator("h1")).to_be_visible()

    assert hosts <= {"localhost", "127.0.0.1", "phone-1.localhost"}
