"""Poster, cards and codes as a browser shows and prints them, in the hand and on a desk."""

import re

import pytest
import segno
from playwright.sync_api import Page, ViewportSize, expect

from zhijian.console.tests.org_town import Town, a_town
from zhijian.console.tests.pixels import read_png
from zhijian.foundation.accounts.kinds import Kind as AccountKind
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.services import inviting
from zhijian.rooms.reach.services.inviting import invite_member, invite_unit
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

HAND, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
SAYS = "http://weixin.qq.com/q/02abcDEFghIJKlmNOPqrSTUvwxYZ0123"
SMALLEST_PIXELS = 15


@pytest.fixture
def in_browser(wen: Staff) -> Staff:
    return wen


@pytest.fixture
def town(account: Account) -> Town:
    town = a_town()
    Account.objects.filter(pk=account.pk).update(unit=town.town)
    account.refresh_from_db()
    return town


def a_code(unit: Unit, account: Account) -> Invitation:
    made = invite_unit(unit, account=account, by="tests")
    inviting.note_made(made, ticket="t", url=SAYS, expires_at=None)
    made.refresh_from_db()
    return made


def poster_of(unit: Unit) -> str:
    return f"/console/reach/units/{unit.pk}/poster/"


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in millimetres."""
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == len(re.findall(rb"/MediaBox", pdf))
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in boxes]


CUT_OFF = """() => [...document.querySelectorAll('.a4, .card-cut, .poster h2, .poster-mid, .poster-help')]
  .filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .map(one => `${one.className} ${one.scrollWidth}x${one.scrollHeight}`)"""
OVERLAPS = """() => [...document.querySelectorAll('.poster, .card-cut')].flatMap(box => {
  const own = box.getBoundingClientRect();
  return [...box.querySelectorAll('p, h2, li, figcaption, svg, img')].filter(one => {
    const its = one.getBoundingClientRect();
    return its.bottom > own.bottom + 1 || its.right > own.right + 1 || its.top < own.top - 1;
  }).map(one => one.textContent.trim());
})"""
SMALL_TEXT = """least => [...document.querySelectorAll('.papers *')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < least).map(one => one.textContent.trim())"""
COLOURS = """() => [...new Set([...document.querySelectorAll('.papers *')]
  .filter(one => one.textContent.trim()).map(one => getComputedStyle(one).color))]"""


@pytest.mark.parametrize("name", ["hedong", "elders", "town"])
@pytest.mark.parametrize("has_code", [True, False])
def test_prints_exactly_two_sheets_with_nothing_cut_off(
    page: Page, town: Town, account: Account, name: str, *, has_code: bool
) -> None:
    unit = getattr(town, name)
    if has_code:
        made = a_code(unit, account)
    else:
        Account.objects.filter(pk=account.pk).update(kind=AccountKind.SUBSCRIPTION)
        made = invite_unit(unit, account=Account.objects.get(pk=account.pk), by="tests")
    inviting.name_helper(made, helper=town.wang, by="tests")
    page.set_viewport_size(DESK)
    page.goto(poster_of(unit))

    cut = page.evaluate(CUT_OFF), page.evaluate(OVERLAPS)
    printed = pages_of(page.pdf(prefer_css_page_size=True, print_background=True))

    assert cut == ([], [])
    assert printed == [(210, 297), (210, 297)]
    assert page.evaluate(SMALL_TEXT, SMALLEST_PIXELS) == []
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)"]
    assert page.locator(".cards .card-cut").count() == 10


def test_ten_cards_have_the_size_of_cards(page: Page, town: Town, account: Account) -> None:
    a_code(town.hedong, account)
    page.set_viewport_size(DESK)
    page.goto(poster_of(town.hedong))

    box = page.locator(".card-cut").first.bounding_box()

    assert box
    assert (round(box["width"] / 96 * 25.4), round(box["height"] / 96 * 25.4)) == (90, 54)


@pytest.mark.parametrize("place", [".poster .qr", ".card-cut .qr"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_phone_reads_the_code_whatever_the_screen_is(
    page: Page, town: Town, account: Account, wen: Staff, place: str, theme: str
) -> None:
    Staff.objects.filter(pk=wen.pk).update(theme=theme)
    a_code(town.hedong, account)
    page.set_viewport_size(DESK)
    page.goto(poster_of(town.hedong))

    code = page.locator(place).first
    code.scroll_into_view_if_needed()
    shown, box = read_png(code.screenshot()), code.bounding_box()
    assert box

    matrix = segno.make(SAYS, error="m", micro=False).matrix
    modules = len(matrix) + 8
    border = 3 if "poster" in place else 0
    step = (box["width"] - 2 * border) / modules
    left, top = box["x"] % 1 + border, box["y"] % 1 + border

    def is_dark(x: float, y: float) -> bool:
        return shown.is_dark(int(left + x * step), int(top + y * step))

    read = [[int(is_dark(x + 4.5, y + 4.5)) for x in range(len(matrix))] for y in range(len(matrix))]
    assert read == [list(row) for row in matrix]
    assert not any(is_dark(x + 0.5, 2.0) for x in range(modules))


def test_number_is_masked_until_somebody_asks_for_the_whole(page: Page, town: Town, account: Account) -> None:
    made = a_code(town.hedong, account)
    page.set_viewport_size(HAND)
    page.goto(poster_of(town.hedong))

    page.get_by_text("改一改").click()
    page.get_by_role("link", name="换帮手").click()
    page.get_by_role("searchbox").fill("王建国")
    page.get_by_role("button", name="找", exact=True).click()
    page.locator("label", has_text="1952").click()
    page.get_by_role("button", name="就写他").click()
    expect(page.locator(".poster .tel")).to_have_text("王建国139****0001")
    page.get_by_role("button", name="写全电话").click()
    expect(page.locator(".poster .tel")).to_have_text("王建国13900000001")
    expect(page.locator(".card-cut .foot").first).to_contain_text("13900000001")
    page.goto(poster_of(town.hedong))

    expect(page.locator(".poster .tel")).to_have_text("王建国139****0001")
    made.refresh_from_db()
    assert made.helper == town.wang
    assert Line.objects.filter(action="member.phone_seen").count() == 1


def test_two_lines_on_top_are_ones_own(page: Page, town: Town, account: Account) -> None:
    a_code(town.hedong, account)
    page.set_viewport_size(DESK)
    page.goto(poster_of(town.hedong))
    expect(page.locator(".poster h2")).to_have_text(re.compile("支部的事.*手机上问得到"))

    page.get_by_text("改一改").click()
    page.get_by_label("大字第一行").fill("河东有事")
    page.get_by_label("大字第二行").fill("问一声")
    page.get_by_role("button", name="保存").click()

    expect(page.locator(".poster h2")).to_have_text(re.compile("河东有事.*问一声"))


def test_page_that_waits_changes_by_itself(page: Page, town: Town, account: Account) -> None:
    page.set_viewport_size(HAND)
    page.goto(poster_of(town.hedong))
    page.get_by_role("button", name="做海报").click()
    expect(page.get_by_role("status")).to_contain_text("正在问微信要二维码")
    expect(page.locator(".poster .qr")).to_have_count(0)

    inviting.note_made(Invitation.objects.get(), ticket="t", url=SAYS, expires_at=None)

    expect(page.locator(".poster .qr")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("status")).to_have_count(0)


def test_nothing_is_wrong_with_any_of_the_pages(page: Page, town: Town, account: Account) -> None:
    made = a_code(town.hedong, account)
    inviting.name_helper(made, helper=town.wang, by="tests")
    his = invite_member(town.wang, account=account, by="tests")
    inviting.note_made(his, ticket="t", url=SAYS, expires_at=None)
    refused = invite_unit(town.hexi, account=account, by="tests")
    inviting.note_refused(refused, errcode=45029)
    page.set_viewport_size(DESK)
    at = "/console/reach"
    found = {}
    for address in (
        poster_of(town.hedong),
        poster_of(town.ferry),
        f"{at}/units/{town.hedong.pk}/codes/",
        f"{at}/units/{town.hexi.pk}/codes/",
        f"{at}/units/{town.ferry.pk}/codes/",
        f"{at}/units/{town.hedong.pk}/members/",
        f"{at}/units/{town.hedong.pk}/poster/helper/",
        f"{at}/members/{town.wang.code}/code/",
        f"{at}/members/{town.he.code}/code/",
        f"{at}/codes/{made.pk}/revocation/",
        f"{at}/accounts/{account.slug}/plain-code/",
    ):
        page.goto(address)
        found[address] = faults(page)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("scripts", [False])
def test_without_a_script_it_still_posts(page: Page, town: Town, account: Account) -> None:
    page.set_viewport_size(HAND)
    page.goto(f"/console/reach/units/{town.hedong.pk}/codes/")

    page.get_by_role("button", name="在青禾镇党建做一个邀请码").click()

    expect(page.get_by_text("正在问微信要码")).to_be_visible()
    assert Invitation.objects.get().unit == town.hedong
