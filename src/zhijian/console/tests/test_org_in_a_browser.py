"""The tree, searching, picking, moving and transfers, as a browser shows them: in the hand and on a desk."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from zhijian.console.tests.org_town import Town, a_town
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.staff.models import Staff
from zhijian.ui.tests import axe
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

ORG = "/console/org/"
HAND, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


@pytest.fixture
def in_browser(wen: Staff) -> Staff:
    return wen


@pytest.fixture
def town() -> Town:
    return a_town()


def test_tree_unfolds_once_and_obeys_the_arrows(page: Page, town: Town) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{ORG}units/{town.town.pk}/")
    tree = page.get_by_role("navigation", name="组织", exact=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/below/" in request.url else None)

    tree.get_by_role("link", name="展开 沿河片区党总支").click()
    expect(tree.get_by_role("link", name="河东村党支部")).to_be_visible()
    tree.get_by_role("link", name="展开 沿河片区党总支").click()
    expect(tree.get_by_role("link", name="河东村党支部")).to_be_hidden()
    tree.get_by_role("link", name=re.compile("^沿河片区党总支")).focus()
    page.keyboard.press("ArrowRight")
    expect(tree.get_by_role("link", name="河东村党支部")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(tree.get_by_role("link", name="河东村党支部")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tree.get_by_role("link", name=re.compile("^沿河片区党总支"))).to_be_focused()

    assert len(asked) == 1


def test_in_the_hand_one_goes_down_and_back(page: Page, town: Town) -> None:
    page.set_viewport_size(HAND)
    page.goto(ORG)

    # The desk's tree stands in the page as well, and is hidden once the styles are there.
    rows = page.locator(".leads")
    rows.get_by_role("link", name=re.compile("^沿河片区党总支")).click()
    rows.get_by_role("link", name=re.compile("^河东村党支部")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("河东村党支部")
    page.get_by_role("link", name="返回 沿河片区党总支").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("沿河片区党总支")


def test_search_marks_what_was_meant_and_obeys_the_arrows(page: Page, town: Town) -> None:
    page.set_viewport_size(HAND)
    page.goto(f"{ORG}search/")

    page.get_by_role("searchbox").press_sequentially("hd")
    expect(page.locator("#found mark").first).to_have_text("河东")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("河东村党支部")


def test_roster_is_narrowed_as_one_types(page: Page, town: Town) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{ORG}units/{town.hedong.pk}/")

    page.locator("#q").press_sequentially("wjg")

    expect(page.locator("#roster li")).to_have_count(2)
    expect(page).to_have_url(re.compile("q=wjg"))


def test_unit_is_moved_with_the_picker(page: Page, town: Town) -> None:
    page.set_viewport_size(HAND)
    page.goto(f"{ORG}units/{town.hedong.pk}/place/")

    page.get_by_role("searchbox").press_sequentially("shanqian")
    page.get_by_role("link", name=re.compile("^山前片区党总支")).click()
    expect(page.get_by_text("跟着一起走的：7 人。")).to_be_visible()
    page.get_by_role("button", name="换过去").click()
    expect(page.get_by_role("link", name="返回 山前片区党总支")).to_be_visible()

    assert Unit.objects.get(pk=town.hedong.pk).superior == town.hill


@pytest.mark.parametrize("size", [HAND, DESK], ids=["hand", "desk"])
def test_transfer_is_agreed_to_from_today(page: Page, town: Town, size: ViewportSize) -> None:
    services.ask_for_transfer(town.wang, to=town.hexi, by="何建平", why="搬到女儿家住了")
    page.set_viewport_size(size)
    page.goto("/console/")

    page.get_by_role("link", name="王建国要从河东村党支部转到河西村党支部").click()
    page.get_by_role("button", name="同意转出").click()
    page.get_by_role("button", name="同意接收").click()
    expect(page.get_by_text("从河东村党支部转到河西村党支部，办好了")).to_be_visible()

    assert Member.objects.get(pk=town.wang.pk).unit == town.hexi


def test_phone_is_shown_in_its_place(page: Page, town: Town) -> None:
    page.set_viewport_size(HAND)
    page.goto(f"{ORG}members/{town.wang.code}/")

    page.get_by_role("button", name="显示电话").click()

    expect(page.get_by_text("13900000001")).to_be_visible()
    expect(page.get_by_text("30 秒后盖上")).to_be_visible()


class TestWithoutScript:
    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_tree_and_picker_are_plain_pages(self, page: Page, town: Town) -> None:
        page.set_viewport_size(DESK)
        page.goto(f"{ORG}units/{town.town.pk}/")
        page.get_by_role("link", name="展开 沿河片区党总支").click()
        tree = page.get_by_role("navigation", name="组织", exact=True)
        expect(tree.get_by_role("link", name=re.compile("^河东村党支部"))).to_be_visible()

        page.goto(f"{ORG}units/{town.hedong.pk}/place/")
        page.get_by_role("searchbox").last.fill("山前")
        page.keyboard.press("Enter")
        page.get_by_role("link", name=re.compile("^山前片区党总支")).click()

        expect(page.get_by_role("button", name="换过去")).to_be_visible()


def test_design_keeps_its_numbers(page: Page, town: Town) -> None:
    transfer = services.ask_for_transfer(town.wang, to=town.hexi, by="何建平")
    found = {}
    for address in pages_of(town, transfer.pk):
        page.goto(ORG + address)
        found[address] = [*faults(page, widths=(320, 360, 960, 1280)), *axe.violations(page)]

    assert {address: broken for address, broken in found.items() if broken} == {}


def pages_of(town: Town, transfer: int) -> list[str]:
    unit, hill, who = f"units/{town.hedong.pk}/", town.hill.pk, f"members/{town.wang.code}/"
    return [
        f"units/{town.river.pk}/",
        unit,
        f"{unit}?state=active&age=65",
        f"units/{town.elders.pk}/",
        "search/?q=hd",
        f"{unit}place/",
        f"{unit}place/?to={hill}",
        f"{unit}name/",
        f"units/{town.river.pk}/order/",
        f"{unit}split/",
        f"{unit}closure/",
        f"units/{town.ferry.pk}/past/",
        f"day/?unit={town.hedong.pk}&day=2023-01-01",
        f"units/{town.ferry.pk}/offices/",
        f"{unit}members/new/",
        who,
        f"{who}particulars/",
        f"{who}offices/new/",
        f"{who}departure/",
        f"{who}labels/",
        f"{who}stays/new/?unit={town.hexi.pk}",
        f"members/{town.he.code}/transfer/",
        "transfers/",
        f"transfers/{transfer}/refusal/",
        "labels/",
    ]
