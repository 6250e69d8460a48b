"""关注者, as a browser shows it: narrow and wide, light and dark, with and without script."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.models import Binding, Pause, Reconciling, Tag
from zhijian.foundation.followers.services.tagging import TagFor
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Braked
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.services import make_label
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/console/followers/"


@pytest.fixture
def in_browser(wen: Staff) -> Staff:
    return wen


@pytest.fixture
def branch() -> Unit:
    return a_unit("中共青禾镇河东村支部委员会", a_unit("沿河片区党总支", a_unit()))


@pytest.fixture
def chen(account: Account, branch: Unit) -> Binding:
    """Bound, among others; one was vouched for, one list is in doubt, somebody guesses."""
    chen = a_bound_follower(account, a_member(branch), "o-chen")
    asked = services.ask_for_helper(a_follower(account, "o-wang"), name="王建国")
    services.vouch(chen, asked=asked, member=a_member(branch, "王建国"))
    for name in ("李小梅", "赵铁柱", "欧阳若兰"):
        a_member(branch, name)
    Reconciling.objects.create(
        account=account, began_at=now(), finished_at=now(), doubted=61, listed=120, total=120, came=3, went=1
    )
    Pause.objects.create(account=account, because=Braked.SOUGHT, until=now() + timedelta(hours=9))
    label = make_label("老党员", by="tests")
    services.claim_tag(account, TagFor(unit=branch, label=label, ages=(60, 120)), used_for="菜单", by="tests")
    services.claim_tag(account, TagFor(unit=branch), used_for="手工要的", by="tests")
    Tag.objects.filter(label=None).update(errcode=45056)
    Tag.objects.exclude(label=None).update(filled_at=now(), number=101)
    return chen


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}tags/", f"{PAGE}paper/"])
def test_pages_have_no_faults(page: Page, chen: Binding, address: str) -> None:
    page.goto(address)

    assert faults(page) == []


def test_wrong_binding_is_undone_in_three_steps(page: Page, chen: Binding) -> None:
    page.goto(PAGE)
    page.get_by_label("绑错了：陈玉兰").click()
    measured = faults(page)
    page.get_by_label("原因").fill("认错了人")
    page.get_by_role("button", name="解除").click()

    expect(page.get_by_label("绑错了：陈玉兰")).to_have_count(0)
    assert (measured, Binding.objects.count()) == ([], 1)


def test_sheet_is_ready_to_print(page: Page, chen: Binding, branch: Unit) -> None:
    page.goto(f"{PAGE}paper/")
    page.get_by_label("哪个组织").fill(branch.name)
    page.get_by_role("button", name="做一张").click()
    measured = faults(page)
    page.emulate_media(media="print")

    assert (measured, page.locator(".paper-sheet li").count()) == ([], 3)
    expect(page.locator(".rail")).not_to_be_visible()
