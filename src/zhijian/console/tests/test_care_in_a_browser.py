"""The secretary's second task: who is not reached and why, four names to helpers, and no score anywhere."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from zhijian.console.tests.org_town import Town, a_town
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.tests.builders import a_bound_follower
from zhijian.foundation.org.models import Member
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach.services.care import note_declined, note_reached, say_how_reached
from zhijian.rooms.reach.states import How, Reason, Standing
from zhijian.ui.tests import axe
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

ORG = "/console/org/"
SIZES = (ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900))


@pytest.fixture
def town(account: Account) -> Town:
    """In 河东村 five are not reached: two changed phones, two have no WeChat, one was not asked yet."""
    town = a_town()
    a_bound_follower(account, town.he, "o-he")
    note_declined(town.wang_younger, by="tests")
    for name, reason in (
        ("赵德明", Reason.PHONE_CHANGED),
        ("买买提江·阿卜杜热合曼", Reason.PHONE_CHANGED),
        ("孙桂芳", Reason.NO_WECHAT),
        ("王建国", Reason.NO_WECHAT),
    ):
        member = Member.objects.filter(unit=town.hedong, name=name).order_by("birth_year").first()
        assert member
        say_how_reached(member, standing=Standing.NOT_YET, reason=reason, by="tests")
    return town


@pytest.fixture
def in_browser(town: Town) -> Staff:
    return a_person("he", (Role.SECRETARY, town.hedong), name="何建平")


@pytest.mark.parametrize("size", SIZES)
def test_secretary_hands_four_names_to_helpers(page: Page, town: Town, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(f"{ORG}units/{town.hedong.pk}/")
    care = page.locator("#reach")
    expect(care.get_by_role("heading", level=3)).to_have_text(
        ["手机换过号 2 人", "没有微信 2 人", "还没问到 1 人"]
    )

    _hand_over(page, size, ("赵德明", "买买提江·阿卜杜热合曼"), helper="何建平")
    expect(care.get_by_role("heading", level=3)).to_have_text(
        ["没有微信 2 人", "还没问到 1 人", "有人去看望了 2 人"]
    )
    _hand_over(page, size, ("孙桂芳", "欧阳文静"), helper="村医老周")
    expect(care.get_by_role("heading", level=3)).to_have_text(["没有微信 1 人", "有人去看望了 4 人"])

    expect(care.get_by_role("status")).to_contain_text("请村医老周去看望")
    said = re.sub("不算比例，不排名次", "", page.locator("main").inner_text())
    assert [sign for sign in ("%", "率", "排名", "名次", "得分", "积分") if sign in said] == []


def test_one_tap_changes_the_list_in_place_and_takes_back(page: Page, town: Town) -> None:
    page.set_viewport_size(SIZES[0])
    page.goto(f"{ORG}units/{town.hedong.pk}/")

    page.get_by_role("button", name="孙桂芳：改送大字版").click()
    expect(page.get_by_role("status")).to_contain_text("孙桂芳改成送大字版，算联系上了。")
    expect(page.get_by_role("link", name="其他方式送达的 1 人")).to_be_visible()
    page.get_by_role("button", name="撤回").click()

    expect(page.get_by_role("button", name="孙桂芳：改送大字版")).to_be_visible()
    expect(page.get_by_role("link", name="其他方式送达的 1 人")).to_have_count(0)


class TestWithoutScript:
    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_a_tap_is_a_plain_form(self, page: Page, town: Town) -> None:
        page.goto(f"{ORG}units/{town.hedong.pk}/")

        page.get_by_role("button", name="孙桂芳：改送大字版").click()
        expect(page.get_by_text("孙桂芳改成送大字版，算联系上了。")).to_be_visible()
        page.get_by_role("button", name="撤回").click()

        expect(page.get_by_role("button", name="孙桂芳：改送大字版")).to_be_visible()


def test_design_keeps_its_numbers(page: Page, town: Town) -> None:
    note_reached(town.wang, how=How.FAMILY, by="tests")
    unit, him = f"units/{town.hedong.pk}/", f"members/{town.wang.code}/"
    found = {}
    for address in (
        unit,
        f"{unit}care/",
        f"{unit}care/?reason=wechat",
        f"{unit}care/otherwise/",
        f"{unit}care/helpers/",
        f"{unit}care/sheet/",
        f"{him}care/",
        him,
    ):
        page.goto(ORG + address)
        found[address] = [*faults(page, widths=(320, 360, 960, 1280)), *axe.violations(page)]
    page.goto(f"{ORG}{unit}care/sheet/")
    page.get_by_label("做什么用").fill("入户")
    page.get_by_role("button", name="打印").click()
    expect(page.get_by_role("table")).to_be_visible()
    found["paper"] = [*faults(page, widths=(320, 360, 1280)), *axe.violations(page)]

    assert {address: broken for address, broken in found.items() if broken} == {}


def _hand_over(page: Page, size: ViewportSize, names: tuple[str, ...], *, helper: str) -> None:
    act = "分给帮手" if size["width"] > 900 else re.compile("人分给帮手$")
    page.get_by_role("link", name=act, exact=isinstance(act, str)).click()
    for name in names:
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    if page.get_by_role("radio", name=re.compile(f"^{helper}")).count():
        page.get_by_role("radio", name=re.compile(f"^{helper}")).check()
    else:
        page.get_by_role("radio", name="别的人，写名字").check()
        page.get_by_label("帮手的名字").fill(helper)
    page.get_by_role("button", name="请他去").click()
