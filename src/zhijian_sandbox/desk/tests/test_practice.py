"""练习: the town's page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from zhijian_sandbox.desk.tests import axe
from zhijian_sandbox.desk.tests.conftest import Desk, Sandbox
from zhijian_sandbox.desk.tests.test_contrast import LEAST, TOO_FAINT

pytestmark = pytest.mark.browser


@pytest.fixture
def town(page: Page, sandbox: Sandbox) -> Iterator[Page]:
    page.goto(f"{sandbox.url}/practice")
    page.wait_for_selector("html[data-ready]")
    yield page
    sandbox.ask("DELETE", "/_sandbox/practice")


def begin(town: Page, *, pace: int = 9) -> None:
    town.locator("[data-pace]").fill(str(pace))
    town.get_by_label("多少人").fill("60")
    town.get_by_role("button", name="开始").click()
    # What the crowd before said stays on the page until this one has begun.
    expect(town.locator('[data-slot="state"]')).to_have_text("正在写")


def test_the_town_writes_and_its_numbers_rise(town: Page, sandbox: Sandbox) -> None:
    begin(town)

    expect(town.locator("[data-said] li")).to_have_count(20, timeout=20_000)
    expect(town.locator(".speech:visible").first).to_be_visible()
    assert int(town.locator('[data-slot="answered"]').inner_text()) > 0
    assert town.locator("[data-house].lit").count() > 3
    assert sandbox.ask("GET", "/_sandbox/practice")["plan"]["people"] == 60


def test_it_pauses_goes_on_and_stops(town: Page, sandbox: Sandbox) -> None:
    begin(town, pace=6)
    state = town.locator('[data-slot="state"]')
    expect(state).to_have_text("正在写")

    town.get_by_role("button", name="歇一歇").click()
    expect(state).to_have_text("歇着")
    town.get_by_role("button", name="接着来").click()
    expect(state).to_have_text("正在写")
    town.get_by_role("button", name="停下").click()

    expect(state).to_have_text("停着")
    expect(town.get_by_role("button", name="开始")).to_be_visible()
    assert sandbox.ask("GET", "/_sandbox/practice")["state"] == "off"


def test_the_slider_changes_the_pace_of_what_runs(town: Page, sandbox: Sandbox) -> None:
    begin(town, pace=2)
    expect(town.locator('[data-slot="state"]')).to_have_text("正在写")

    slider = town.locator("[data-pace]")
    slider.focus()
    slider.press("ArrowRight")

    expect(town.locator('[data-slot="pace"]')).to_have_text("每分钟 10 句")
    town.wait_for_function(
        "async () => (await (await fetch('/_sandbox/practice')).json()).plan.per_minute === 10"
    )


def test_a_lost_line_is_seen_at_once(town: Page, sandbox: Sandbox) -> None:
    sandbox.ask("PUT", "/_sandbox/faults/ip_denied")
    sandbox.ask("PATCH", "/_sandbox/apps/wxecho0000000001", callback_url="http://127.0.0.1:9/nobody")

    expect(town.locator("[data-chips] button")).to_have_text("IP 不在名单")
    expect(town.locator("[data-cat]")).to_have_attribute("data-cat", "awake")


def test_the_desk_says_that_the_town_is_writing(desk: Desk) -> None:
    desk.sandbox.ask("POST", "/_sandbox/practice", people=9, per_minute=600)

    expect(desk.page.locator("[data-practice]").first).to_contain_text("练习中")
    expect(desk.page.locator("[data-phone]")).to_have_count(2)

    desk.sandbox.ask("DELETE", "/_sandbox/practice")
    expect(desk.page.locator("[data-practice]").first).to_have_text("练习")


def test_a_crowd_begun_elsewhere_is_told_as_it_was_begun(town: Page, sandbox: Sandbox) -> None:
    sandbox.ask("POST", "/_sandbox/practice", people=37, per_minute=6, seed=7, minutes=9, arrive=True)

    expect(town.get_by_label("第几套话")).to_have_value("7")
    told = {name: town.get_by_label(name).input_value() for name in ("多少人", "多久（分钟）", "第几套话")}
    assert told == {"多少人": "37", "多久（分钟）": "9", "第几套话": "7"}
    expect(town.get_by_label("一个个来关注，再开口")).to_be_checked()
    town.reload()
    expect(town.get_by_label("第几套话")).to_have_value("7")


@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_kept_out_at_any_width(browser: Browser, sandbox: Sandbox, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{sandbox.url}/practice")
    page.wait_for_selector("html[data-ready]")
    begin(page)
    expect(page.locator("[data-said] li")).to_have_count(20, timeout=20_000)
    sandbox.ask("PATCH", "/_sandbox/practice", paused=True)

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(TOO_FAINT, LEAST) == []
    assert axe.violations(page) == []
    context.close()
    sandbox.ask("DELETE", "/_sandbox/practice")


def test_whoever_wrote_comes_out_of_the_crowd_onto_the_desk(town: Page, sandbox: Sandbox) -> None:
    begin(town)
    expect(town.locator("[data-said] li")).to_have_count(20, timeout=20_000)
    town.get_by_role("button", name="停下").click()
    name = town.locator('[data-said] [data-slot="name"]').first.inner_text()

    town.get_by_role("button", name=f"把{name}的手机放到桌上").first.click()

    town.wait_for_selector("html[data-ready]")
    expect(town.locator("[data-phone]")).to_have_count(3)
    expect(town.locator("[data-phone] .tape").last).to_contain_text(name)
