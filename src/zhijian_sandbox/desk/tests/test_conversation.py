"""Typing on a phone, and what comes back."""

import pytest
from playwright.sync_api import expect

from zhijian_sandbox.desk.tests.conftest import Desk

pytestmark = pytest.mark.browser


def test_enter_sends_and_the_answer_comes_without_a_reload(desk: Desk) -> None:
    desk.page.evaluate("window.sameDocument = true")

    phone = desk.say(1, "你好")

    expect(phone.locator('[data-bubble][data-side="me"]')).to_have_text("王你好")
    expect(phone.locator('[data-bubble][data-side="account"]')).to_have_text("收到：你好")
    expect(phone.locator('[data-field="message"]')).to_have_value("")
    assert desk.page.evaluate("window.sameDocument") is True


def test_the_send_button_sends_too(desk: Desk) -> None:
    phone = desk.open_chat(1)
    phone.locator('[data-field="message"]').fill("点着发")

    phone.locator('[data-act="send"]').click()

    expect(phone.locator('[data-side="account"]')).to_have_text("收到：点着发")


def test_enter_that_ends_a_composition_does_not_send(desk: Desk) -> None:
    field = desk.open_chat(1).locator('[data-field="message"]')
    field.fill("两学")

    field.dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    )
    field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True, "cancelable": True})

    expect(field).to_have_value("两学")
    expect(desk.phone(1).locator("[data-bubble]")).to_have_count(0)


def test_shift_and_enter_breaks_the_line(desk: Desk) -> None:
    phone = desk.open_chat(1)
    field = phone.locator('[data-field="message"]')
    field.press_sequentially("一")
    field.press("Shift+Enter")
    field.press_sequentially("二")

    field.press("Enter")

    expect(phone.locator('[data-side="me"] .bubble')).to_have_text("一\n二", use_inner_text=True)


def test_white_space_alone_is_not_sent(desk: Desk) -> None:
    phone = desk.say(1, "   ")

    expect(phone.locator('[data-act="send"]')).to_be_hidden()
    expect(phone.locator("[data-bubble]")).to_have_count(0)


def test_the_drawn_keyboard_offers_the_word_for_its_sound(desk: Desk) -> None:
    phone = desk.open_chat(1)
    for key in "liangxue":
        phone.locator(f'[data-key="{key}"]').click()

    phone.locator("[data-cands] button", has_text="两学一做").click()

    expect(phone.locator('[data-field="message"]')).to_have_value("两学一做")


def test_the_menu_answers(desk: Desk) -> None:
    desk.phone(1).locator("[data-chat]").click()

    desk.phone(1).locator('[data-menu="1"]').click()

    expect(desk.phone(1).locator('[data-side="account"]')).to_have_text("按了 secretary")


def test_a_menu_button_with_entries_opens_them(desk: Desk) -> None:
    desk.phone(1).locator("[data-chat]").click()
    desk.phone(1).locator('[data-menu="0"]').click()

    desk.phone(1).locator('[data-menu="0-0"]').click()

    expect(desk.phone(1).locator('[data-side="account"]')).to_have_text("按了 classes")
    expect(desk.phone(1).locator('[data-menu="0-0"]')).to_be_hidden()


def test_two_phones_are_two_people(desk: Desk) -> None:
    desk.say(1, "我是老王")
    desk.say(2, "我是小周")

    expect(desk.phone(1).locator('[data-side="account"]')).to_have_text("收到：我是老王")
    expect(desk.phone(2).locator('[data-side="account"]')).to_have_text("收到：我是小周")


def test_pictures_places_and_voices_are_sent(desk: Desk) -> None:
    phone = desk.open_chat(1)
    phone.locator('[data-act="plus"]').click()
    phone.locator('[data-act="send-image"]').click()
    phone.locator('[data-choice="sample"]').click()
    phone.locator('[data-act="send-location"]').click()
    phone.locator('[data-choice="0"]').click()
    phone.locator('[data-act="send-voice"]').click()

    kinds = phone.locator('[data-side="me"]')
    expect(kinds).to_have_count(3)
    assert [kind.get_attribute("data-kind") for kind in kinds.all()] == ["image", "location", "voice"]


def test_a_tap_on_hold_to_talk_starts_and_the_next_sends(desk: Desk) -> None:
    phone = desk.open_chat(1)
    phone.locator('[data-act="voice"]').click()

    phone.locator('[data-act="hold"]').click()
    phone.locator('[data-act="finish-voice"]').click()

    expect(phone.locator('[data-side="me"][data-kind="voice"]')).to_have_count(1)


def test_what_arrives_out_of_sight_is_counted_and_offered(desk: Desk) -> None:
    for number in range(12):
        desk.sandbox.ask(
            "POST", "/_sandbox/followers/phone-1/acts", act="text", content=f"第 {number} 句", wait=True
        )
    phone = desk.phone(1)
    expect(phone.locator("[data-chat] .unread")).to_contain_text("1")
    phone.locator("[data-chat]").click()
    expect(phone.locator("[data-bubble]")).to_have_count(24)
    phone.locator("[data-scroll]").evaluate("element => element.scrollTo(0, 0)")
    phone.locator("[data-scroll]").evaluate("() => new Promise(requestAnimationFrame)")

    desk.sandbox.ask("POST", "/_sandbox/followers/phone-1/acts", act="menu", path=[1])

    expect(phone.locator('[data-act="newest"]')).to_have_text("↓ 1 条新消息")
    phone.locator('[data-act="newest"]').click()
    expect(phone.locator('[data-act="newest"]')).to_be_hidden()
    expect(phone.locator("[data-bubble]").last).to_be_in_viewport()
