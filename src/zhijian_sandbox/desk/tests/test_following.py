"""Follow by a code lying on the desk, and follow no more."""

import pytest
from playwright.sync_api import expect

from zhijian_sandbox.desk.tests.conftest import Desk
from zhijian_sandbox.desk.tests.echo_account import APPID

pytestmark = pytest.mark.browser


def test_scanning_the_poster_leads_to_the_account_and_following_to_its_welcome(desk: Desk) -> None:
    desk.page.get_by_role("button", name="再放一部").click()
    phone = desk.phone(3)
    phone.locator('[data-go="around"]').click()
    phone.locator('[data-act="scan"]:visible').click()
    phone.locator(f'[data-code="{APPID}"]').click()

    phone.locator('[data-act="follow"]').click()

    expect(phone.locator('[data-side="account"]')).to_have_text("欢迎来青禾镇")
    assert desk.sandbox.ask("GET", "/_sandbox/followers/phone-3")["accounts"][0]["following"] is True


def test_a_poster_is_handed_to_a_phone(desk: Desk) -> None:
    desk.page.locator(f'[data-poster="{APPID}"]').click()

    desk.page.locator('[data-dialog="poster"]').get_by_role("button", name="王建国").click()

    expect(desk.phone(1).locator("[data-conversation]")).to_be_visible()


def test_a_poster_is_dragged_to_a_phone(desk: Desk) -> None:
    desk.page.locator(f'[data-poster="{APPID}"]').drag_to(desk.phone(1).locator(".screen"))

    expect(desk.phone(1).locator("[data-conversation]")).to_be_visible()


def test_unfollowing_asks_and_closes_the_keyboard(desk: Desk) -> None:
    phone = desk.open_chat(1)
    phone.locator('[data-act="account"]').click()
    phone.locator('[data-act="unfollow"]').click()
    phone.locator('[data-choice="yes"]').click()

    phone.locator('[data-page="account"] [data-act="back"]').click()

    expect(phone.locator('[data-field="message"]')).to_have_count(0)
    expect(phone.get_by_text("没有关注，说不上话")).to_be_visible()


def test_a_phone_is_taken_from_the_desk(desk: Desk) -> None:
    desk.phone(2).locator('[data-act="back"]').click()
    desk.phone(2).locator('[data-go="me"]').click()
    desk.phone(2).locator('[data-act="remove-phone"]').click()

    desk.phone(2).locator('[data-choice="yes"]').click()

    expect(desk.page.locator("[data-phone]")).to_have_count(1)


def test_a_phone_is_named_by_its_tape(desk: Desk) -> None:
    desk.phone(1).locator('[data-act="tape"]').click()
    desk.phone(1).get_by_label("名字", exact=True).fill("陈玉兰")
    desk.phone(1).get_by_label("小字").fill("78 岁")

    desk.phone(1).get_by_role("button", name="写上").click()

    expect(desk.phone(1).locator(".tape")).to_contain_text("陈玉兰 · 78 岁")
    assert desk.sandbox.ask("GET", "/_sandbox/followers/phone-1")["name"] == "陈玉兰"


def test_type_is_set_in_five_sizes(desk: Desk) -> None:
    phone = desk.phone(1)
    phone.locator('[data-go="me"]').click()

    phone.get_by_label("字的大小").fill("5")

    expect(phone.get_by_text("特大")).to_be_visible()
    expect(phone.locator('.screen[data-type-size="5"]')).to_be_visible()
    assert desk.sandbox.ask("GET", "/_sandbox/followers/phone-1")["type_size"] == 5


def test_an_account_is_passed_on_by_its_card(desk: Desk) -> None:
    desk.page.get_by_role("button", name="再放一部").first.click()
    phone = desk.phone(2)
    phone.locator('[data-act="account"]').click()
    phone.get_by_role("button", name="二维码名片").click()

    phone.get_by_role("button", name="给陈玉兰扫").click()

    desk.phone(3).locator('[data-act="follow"]').click()
    expect(desk.phone(3).locator('[data-side="account"]')).to_have_text("欢迎来青禾镇")
