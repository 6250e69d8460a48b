"""D5 on every page of this door, and binding in three taps without a script."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Binding
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.org.tests.builders import a_member
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.visits import services as visits
from zhijian.portal.binding.tickets import ticket_for
from zhijian.portal.tests.doors import ROWS, phones
from zhijian.portal.tests.phones import VISIT, Town
from zhijian.ui.tests.measuring import faults, sideways_px

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CSS = Path(__file__).parents[1] / "static/portal/css"
WIDTHS = (320, 360, 375, 412)
# What design promises: the least a finger hits, the smallest words, the text one reads.
PROMISES = {"normal": (44, 14, 17), "elder": (60, 19, 22), "elder-2": (60, 22, 26), "elder-3": (60, 26, 30)}
MEASURED_AS = ("stranger", "follower", "member")
_SMALLEST = """() => Math.min(...[...document.body.querySelectorAll("*")]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .filter((e) => !e.closest(".tabs, .sizes, .sr"))
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
_TEXT = "() => parseFloat(getComputedStyle(document.body).fontSize)"
# What a phone does whose owner has set WeChat's own type to the largest.
_WECHATS_LARGEST = """() => {
  const size = (e) => parseFloat(getComputedStyle(e).fontSize);
  const all = [...document.body.querySelectorAll("*")].map((e) => [e, size(e)]);
  for (const [e, was] of all) e.style.fontSize = `${was * 1.4}px`;
}"""


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django would take our own queries for asynchronous ones.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def crowded(town: Town) -> Town:
    """Names as long as they may be, an officer who shows his number, somebody who sees everything."""
    long = "青禾镇沿河片区老党员流动党员联合党总支第二党支部"
    type(town.hedong).objects.filter(pk=town.hedong.pk).update(name=long)
    for role in ("secretary", "editor", "administrator"):
        staff = Staff.objects.create(username=role, name="欧阳娜娜·阿卜杜热合曼")
        Post.objects.create(staff=staff, role=role, unit=town.top, from_day="2024-01-01", given_by_name="t")
    visits.show_phone(town.sun, shown=True)
    return town


def signed_in(browser: Browser, server: LiveServer, visit: str, *, scripts: bool = True) -> BrowserContext:
    context = browser.new_context(viewport={"width": 375, "height": 760}, java_script_enabled=scripts)
    if visit:
        context.add_cookies([{"name": VISIT, "value": visit, "url": f"{server.url}/m/"}])
    return context


def pages_of(town: Town, who: str) -> dict[str, str]:
    """By name, the pages that are best seen as him; the rows say who gets a page at all."""
    found = {}
    for row in ROWS:
        if row.is_page and row.method == "get":
            best = next((one for one in reversed(MEASURED_AS) if row.answers()[one] == 200), "stranger")
            if best == who:
                found[row.name] = row.address(town)
    if who == "follower":
        follower = a_follower(town.account)
        namesake = a_member(town.hexi, "陈玉兰", phone="13900000036")
        found["bind"] = "/m/bind/?unit=hedong"
        found["bind-agree"] = "/m/bind/agree/?who=" + ticket_for(follower, [town.wang])
        found["bind-agree of two"] = "/m/bind/agree/?who=" + ticket_for(follower, [town.wang, namesake])
        found["bind-code"], found["bind-helper"] = "/m/bind/code/", "/m/bind/helper/"
    if who == "member":
        found |= {"home of an officer": "/m/", "already": "/m/bind/"}
    return found


def unmeasured() -> set[str]:
    """Rows no test here would look at."""
    screens = {"bind-agree", "bind-code", "bind-helper"}
    return {
        row.name
        for row in ROWS
        if row.is_page
        and row.method == "get"
        and row.name not in screens
        and not any(row.answers()[who] in (200, 404) for who in MEASURED_AS)
    }


def test_every_page_is_measured() -> None:
    assert unmeasured() == set()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("who", MEASURED_AS)
@pytest.mark.parametrize("view", PROMISES)
def test_design_keeps_its_numbers(
    browser: Browser, crowded: Town, live_server: LiveServer, who: str, view: str
) -> None:
    visit = phones(crowded)[who].client.cookies.get(VISIT)
    page = signed_in(browser, live_server, visit.value if visit else "").new_page()
    least_target_px, smallest_px, text_px = PROMISES[view]
    broken: dict[str, list[str]] = {}

    for name, address in pages_of(crowded, who).items():
        page.goto(f"{live_server.url}{address}{'&' if '?' in address else '?'}view={view}")
        smallest, text = page.evaluate(_SMALLEST), page.evaluate(_TEXT)
        found = faults(page, least_target_px=least_target_px, widths=WIDTHS)
        found += [f"words of {smallest} px"] if smallest < smallest_px else []
        found += [f"text of {text} px"] if text < text_px else []
        broken |= {name: found} if found else {}

    assert broken == {}


def test_wechats_own_type_size_is_followed_and_breaks_no_page(
    browser: Browser, crowded: Town, live_server: LiveServer
) -> None:
    """WeChat multiplies every letter on Android, and sets text-size-adjust on iOS: we take neither back."""
    visit = phones(crowded)["member"].client.cookies[VISIT].value
    page = signed_in(browser, live_server, visit).new_page()
    broken = {}

    for name, address in pages_of(crowded, "member").items():
        page.goto(f"{live_server.url}{address}")
        page.evaluate(_WECHATS_LARGEST)
        if px := sideways_px(page, width=360):
            broken[name] = px

    sheets = "".join(path.read_text() for path in CSS.glob("*.css"))
    assert (broken, re.findall(r"text-size-adjust:[^;]*!important", sheets)) == ({}, [])


class Thumb:
    """Somebody who counts his taps and the fields he fills."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.fields = page, 0, 0

    def tap(self, words: str) -> None:
        self.page.get_by_role("button", name=words).click()
        self.taps += 1

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.fields += 1


def test_binding_takes_two_fields_and_three_taps_without_a_script(
    browser: Browser, town: Town, live_server: LiveServer
) -> None:
    visit = town.stranger().client.cookies[VISIT].value
    page = signed_in(browser, live_server, visit, scripts=False).new_page()
    thumb, began = Thumb(page), time.monotonic()
    page.goto(f"{live_server.url}/m/bind/?unit=hedong")

    thumb.write("姓名", "陈玉兰")
    thumb.write("手机号的后四位", "0036")
    thumb.tap("下一步")
    expect(page.get_by_text("以后谁能看到您？")).to_be_visible()
    thumb.tap("是我，同意")
    thumb.tap("只要紧的，晚上收")

    expect(page.locator("h1")).to_contain_text("陈玉兰")
    assert (thumb.taps, thumb.fields, time.monotonic() - began < 60) == (3, 2, True)
    assert Binding.objects.get().member == town.chen


def test_a_helpers_word_moves_the_other_phone_by_itself(
    browser: Browser, town: Town, live_server: LiveServer
) -> None:
    visit = town.stranger().client.cookies[VISIT].value
    asking = signed_in(browser, live_server, visit, scripts=False).new_page()
    asking.goto(f"{live_server.url}/m/bind/helper/")
    Thumb(asking).write("姓名", "陈玉兰")
    Thumb(asking).tap("同意，给我一个数")
    number = asking.locator(".number").inner_text().replace(" ", "")
    helper = Binding.objects.get(pk=_bound(town))

    followers.vouch(helper, asked=followers.find_asking(helper, number=number).asked, member=town.chen)

    asking.wait_for_url("**/m/hearing/", timeout=15_000)


def _bound(town: Town) -> int:
    town.phone_of(town.sun)
    return Binding.objects.get(member=town.sun).pk
