"""Faults, the cat, the log, the clock, and beginning anew."""

import pytest
from playwright.sync_api import expect

from zhijian_sandbox.desk.tests.conftest import Desk

pytestmark = pytest.mark.browser


def test_a_fault_wakes_the_cat_and_its_end_lets_it_sleep(desk: Desk) -> None:
    cat = desk.page.locator(".things [data-cat]")
    expect(cat).to_have_attribute("data-cat", "asleep")

    desk.page.get_by_role("switch", name="延迟").check()

    expect(cat).to_have_attribute("data-cat", "awake")
    assert [one["kind"] for one in desk.sandbox.ask("GET", "/_sandbox/faults")["faults"] if one["on"]] == [
        "delay"
    ]
    desk.page.get_by_role("switch", name="延迟").uncheck()
    expect(cat).to_have_attribute("data-cat", "asleep")


def test_a_fault_set_from_elsewhere_shows_without_a_reload(desk: Desk) -> None:
    desk.sandbox.ask("PUT", "/_sandbox/faults/delay", ms=1234)

    expect(desk.page.get_by_role("switch", name="延迟")).to_be_checked()
    expect(desk.page.locator(".things [data-cat]")).to_have_attribute("data-cat", "awake")


def test_what_is_wrong_stands_at_the_head_and_is_set_right_there(desk: Desk) -> None:
    desk.page.get_by_role("button", name="群发日").click()

    chips = desk.page.locator("[data-chips] button")
    expect(chips).to_have_text(["次数用尽", "等待管理员确认"])
    chips.first.click()
    expect(desk.page.get_by_role("switch", name="次数用尽")).not_to_be_checked()
    desk.page.get_by_role("button", name="都关掉").click()
    expect(chips).to_have_count(0)


def test_a_fault_may_strike_a_few_times_and_says_what_an_account_would_see(desk: Desk) -> None:
    desk.page.get_by_text("平台不答应").click()
    desk.page.get_by_label("系统繁忙：几次").select_option(label="2 次")
    desk.page.get_by_role("switch", name="系统繁忙").check()

    row = desk.page.locator('[data-fault="busy"]')
    expect(row.get_by_text("还剩 2 次")).to_be_visible()
    expect(row.get_by_text("过一会儿再试就好")).to_be_visible()
    desk.sandbox.ask("GET", "/cgi-bin/token")
    expect(row.get_by_text("还剩 1 次")).to_be_visible()


def test_lost_callbacks_end_in_a_grey_line_and_three_joined_rows(desk: Desk) -> None:
    desk.page.get_by_label("回调丢失：怎么出").select_option(label="每条都丢")
    desk.page.get_by_role("switch", name="回调丢失").check()

    phone = desk.say(1, "喂")

    expect(phone.locator('[data-side="system"]')).to_have_text("该公众号提供的服务出现故障，请稍后再试")
    thread = desk.page.locator("[data-thread]").first
    expect(thread.locator("[data-log-row]")).to_have_count(3)
    expect(thread.locator('[data-verdict="lost"] .ms')).to_have_text(["丢在路上"] * 3)
    expect(thread.locator("b").first).to_contain_text("第 3 次")


def test_a_row_opens_on_the_decrypted_text_of_both_sides(desk: Desk) -> None:
    desk.say(1, "打开看看")
    row = desk.page.locator("[data-log-row]", has_text="打开看看")
    expect(row).to_have_attribute("data-verdict", "answered")

    row.locator(".line").click()

    expect(row.locator(".inside")).to_contain_text("<Content>打开看看</Content>")
    expect(row.locator(".inside")).to_contain_text("<Content>收到：打开看看</Content>")
    assert row.locator("meter").get_attribute("max") == "5000"


def test_the_clock_leaps_and_comes_back(desk: Desk) -> None:
    before = desk.sandbox.ask("GET", "/_sandbox/clock")["offset_seconds"]

    desk.page.get_by_role("button", name="+1 时").click()

    expect(desk.page.get_by_role("button", name="回到现在")).to_be_visible()
    assert desk.sandbox.ask("GET", "/_sandbox/clock")["offset_seconds"] == before + 3600


def test_the_clock_stands_still_and_is_set_to_a_date(desk: Desk) -> None:
    clock = desk.page.locator("[data-clock]")
    clock.get_by_role("button", name="更多").click()

    clock.get_by_role("button", name="停住").click()
    clock.get_by_label("拨到哪一刻").fill("2027-02-05T09:30")
    clock.get_by_role("button", name="拨到").click()

    expect(clock.get_by_text("2月5日 周五 09:30 · 停着")).to_be_visible()
    expect(desk.phone(1).locator(".statusbar time")).to_have_text("09:30")
    clock.get_by_role("button", name="接着走").click()
    clock.get_by_role("button", name="回到现在").click()
    assert desk.sandbox.ask("GET", "/_sandbox/clock")["frozen"] is False


def test_beginning_anew_asks_first(desk: Desk) -> None:
    phone = desk.say(1, "要清掉的")
    expect(phone.locator('[data-side="account"]')).to_have_count(1)
    desk.page.get_by_role("button", name="从头再来").click()
    question = desk.page.get_by_role("dialog", name="从头再来？")

    question.get_by_role("button", name="再想想").click()
    expect(phone.locator("[data-bubble]")).to_have_count(2)

    desk.page.get_by_role("button", name="从头再来").click()
    question.get_by_role("button", name="从头再来").click()
    expect(phone.locator("[data-bubble]")).to_have_count(0)
    assert desk.sandbox.ask("GET", "/_sandbox/state")["counts"]["bubbles"] == 0
