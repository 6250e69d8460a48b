"""The register as a browser shows it: in the hand and on a desk, light and dark, without a script."""

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from zhijian.console.tests.register_town import Accounts, town_of_accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.queries.register import alarms_of
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

REGISTER = "/console/reach/register/"
HAND, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


@pytest.fixture
def in_browser(wen: Staff) -> Staff:
    return wen


@pytest.fixture
def kept(account: Account, wen: Staff) -> Accounts:
    return town_of_accounts(account, by=wen, second=a_person("second", (Role.ADMINISTRATOR, None)))


def addresses(kept: Accounts) -> dict[str, str]:
    (alarm, *_rest) = alarms_of(kept.loud)
    return {
        "list": REGISTER,
        "needs": f"{REGISTER}?at=needs",
        "empty": f"{REGISTER}?q=没有这个号",
        "fine": f"{REGISTER}{kept.fine.key}/",
        "loud": f"{REGISTER}{kept.loud.key}/",
        "lost": f"{REGISTER}{kept.lost.key}/",
        "wished": f"{REGISTER}{kept.wished.key}/",
        "ending": f"{REGISTER}{kept.ending.key}/",
        "long": f"{REGISTER}{kept.long.key}/",
        "duplicates": "/console/reach/register-duplicates/",
        "new-whose": "/console/reach/register-new/",
        "new": f"/console/reach/register-new/?unit={kept.town.town.pk}",
        "particulars": f"{REGISTER}{kept.lost.key}/particulars/",
        "administrator": f"{REGISTER}{kept.fine.key}/administrator/",
        "administrator-find": f"{REGISTER}{kept.lost.key}/administrator/?q=王",
        "unit": f"{REGISTER}{kept.loud.key}/unit/",
        "unit-ask": f"{REGISTER}{kept.loud.key}/unit/?unit={kept.town.hexi.pk}",
        "loss": f"{REGISTER}{kept.fine.key}/loss/",
        "settling": f"{REGISTER}{kept.loud.key}/alarms/{alarm.pk}/",
        "closing": f"{REGISTER}{kept.loud.key}/closing/",
        "end": f"{REGISTER}{kept.ending.key}/closing/end/",
        "withdrawal": f"{REGISTER}{kept.ending.key}/closing/withdrawal/",
        "step": f"{REGISTER}{kept.fine.key}/steps/?turn=filed",
        "today": "/console/",
        "accounts": "/console/accounts/",
    }


@pytest.mark.parametrize("size", [HAND, DESK], ids=["hand", "desk"])
def test_everything_can_be_read_and_touched(page: Page, kept: Accounts, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    found = {}
    for name, address in addresses(kept).items():
        page.goto(address)
        if wrong := faults(page):
            found[name] = wrong

    assert found == {}


def test_in_the_dark_it_reads_as_well(page: Page, kept: Accounts) -> None:
    page.set_viewport_size(HAND)
    found = {}
    for name in ("list", "loud", "ending"):
        page.goto(addresses(kept)[name])
        page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
        if wrong := faults(page):
            found[name] = wrong

    assert found == {}


def test_from_the_list_to_a_word(page: Page, kept: Accounts) -> None:
    """What rings is opened, read, and settled with a word; then it rings no more."""
    page.set_viewport_size(HAND)
    page.goto(REGISTER)
    page.get_by_role("link", name="要看一看").click()
    page.get_by_role("link", name="青禾第一福利头条★").click()
    rings = page.get_by_role("region", name="要看一看")
    expect(rings).to_contain_text("管理员老会计已转出")

    rings.get_by_role("link", name="保持不变：管理员老会计已转出").click()
    page.get_by_role("button", name="保持不变").click()
    expect(page.get_by_text("写一句为什么")).to_be_visible()
    page.get_by_label("保持不变，因为").fill("人在镇上，随叫随到")
    page.get_by_role("button", name="保持不变").click()

    expect(page.get_by_role("region", name="看过，定了的")).to_contain_text("人在镇上，随叫随到")
    expect(page.get_by_role("region", name="要看一看")).to_have_count(0)


def test_the_number_is_shown_for_a_moment(page: Page, kept: Accounts) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{REGISTER}{kept.fine.key}/")
    expect(page.get_by_text("139****0001")).to_be_visible()

    page.get_by_role("button", name="显示管理员电话").click()

    expect(page.get_by_text("13900000001")).to_be_visible()


class TestWithoutScript:
    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_an_account_is_entered_and_closed_by_forms(self, context: BrowserContext, kept: Accounts) -> None:
        page = context.new_page()
        page.set_viewport_size(HAND)
        page.goto(f"/console/reach/register-new/?unit={kept.town.hedong.pk}")
        page.get_by_label("名称").fill("河东红声")
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("河东红声")

        page.get_by_role("link", name="合并或关停").click()
        page.get_by_role("textbox", name="为什么").fill("没人看")
        page.get_by_label("公告放几天").fill("3")
        page.get_by_role("button", name="请另一位同意").click()
        expect(page.get_by_text("少于 7 天")).to_be_visible()
        assert page.get_by_role("textbox", name="为什么").input_value() == "没人看"
        page.get_by_label("公告放几天").fill("30")
        page.get_by_role("button", name="请另一位同意").click()

        expect(page.get_by_text("公告 30 天后关停公众号“河东红声”")).to_be_visible()
        assert Entry.objects.get(name="河东红声").stage == "running"
