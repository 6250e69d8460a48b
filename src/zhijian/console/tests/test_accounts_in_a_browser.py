"""What only a browser shows of the guide and the card: copying, swaps, widths, contrast, axe."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import BrowserContext, Page, expect

from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.models import Account, Check
from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services import Answered
from zhijian.foundation.staff.models import Staff
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

QINGHE = "/console/accounts/qinghe/"


@pytest.fixture
def in_browser(wen: Staff) -> Staff:
    return wen


def with_much_to_say(account: Account) -> None:
    """Names as long as they may be, every look a check can have, something scarce, something lost."""
    Account.objects.filter(pk=account.pk).update(
        name="青禾镇离退休干部第二党支部委员会党建学习公众号", verified_until=localdate() + timedelta(days=20)
    )
    name = "MP_verify_" + "Abcdefgh" * 4 + ".txt"
    services.add_domain_file(account, name=name, content=b"Abcd1234", by="tests")
    for what, state, code, facts in (
        (What.ADDRESS, State.SKIPPED, Code.ADDRESS_IS_THIS_MACHINE, {}),
        (What.IP, State.FAILED, Code.IP_NOT_ALLOWED, {"address": "203.0.113.7", "errcode": 40164}),
        (What.TOKEN, State.WAITING, Code.AFTER_IP, {}),
        (What.CALLBACK, State.WAITING, Code.NO_KNOCK_YET, {}),
        (What.RIGHTS, State.FINE, Code.RIGHTS_ASKED, {"given": 9, "refused": 3, "unknown": 1}),
    ):
        services.note_finding(account.pk, Finding(what, state, code, facts))
    for is_given in (True, False):
        services.note_rights(account.pk, {Right.PUBLISH: Answered(is_given=is_given)}, {"voice": (962, 1000)})
    for _ in range(3):
        services.note_loss(account.pk)


def test_pages_keep_the_designs_numbers(page: Page, account: Account) -> None:
    with_much_to_say(account)

    found = {}
    for rest in ("", "basics/", "secret/", "new-keys/", "mode/", "card/"):
        page.goto(QINGHE + rest)
        found[rest] = faults(page)
    for address in ("/console/accounts/", "/console/accounts/new/", "/console/"):
        page.goto(address)
        found[address] = faults(page)

    assert {address: broken for address, broken in found.items() if broken} == {}


def test_value_is_copied_and_the_button_says_so(
    context: BrowserContext, page: Page, account: Account
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(QINGHE)

    page.get_by_role("button", name="复制 服务器地址").click()

    expect(page.get_by_role("button", name="已复制 服务器地址")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#v1").inner_text()


def test_keys_appear_in_place_with_buttons_that_copy(page: Page, account: Account) -> None:
    page.goto(QINGHE)

    page.get_by_role("button", name="显示").click()

    expect(page.locator("#v2")).to_have_text(account.token.reveal())
    expect(page.get_by_role("button", name="复制 消息加解密密钥")).to_be_visible()


def test_page_follows_the_checks_until_they_are_over(page: Page, account: Account) -> None:
    page.goto(QINGHE)
    page.get_by_role("button", name="开始检查").click()
    expect(page.locator("#checks-bar")).to_contain_text("正在一项一项查")
    expect(page.locator("#a4")).to_be_in_viewport()  # the bar is pressed far above the lines it is about

    for what in What:
        services.note_finding(account.pk, Finding(what, State.FINE, Code.IP_ALLOWED))

    expect(page.locator("#checks > li[data-is=ok]")).to_have_count(7, timeout=8000)
    expect(page.locator("#checks-bar")).to_contain_text("都好了。")
    expect(page.locator("#checks[hx-get]")).to_have_count(0)
    expect(page.locator("#checks-in-short")).to_have_text("7 项好了")


def test_one_line_is_asked_again_in_place(page: Page, account: Account) -> None:
    services.note_finding(account.pk, Finding(What.TOKEN, State.FAILED, Code.SECRET_REFUSED))
    page.goto(QINGHE)

    page.get_by_role("button", name="再查一次 向微信领凭据").click()

    expect(page.locator("#check-token")).to_contain_text("等着")
    assert set(Check.objects.filter(state=State.QUEUED).values_list("what", flat=True)) == {"ip", "token"}


class TestWithoutScripts:
    """Every form still posts, every page still reads."""

    @pytest.fixture
    def scripts(self) -> bool:
        return False

    def test_account_is_added_shown_and_checked(self, page: Page) -> None:
        page.goto("/console/accounts/new/")
        page.get_by_label("名称", exact=True).fill("河东村党支部")
        page.get_by_label("AppID", exact=True).fill("wxhedong0001")
        page.get_by_label("原始 ID").fill("gh_hedong")
        page.get_by_label("AppSecret").fill("not-a-real-secret-0002")
        page.get_by_role("button", name="存下，下一步").click()
        expect(page.locator("h1")).to_have_text("接上河东村党支部")

        page.get_by_role("button", name="显示").click()
        token = Account.objects.get(gh_id="gh_hedong").token.reveal()
        expect(page.locator("#v2")).to_have_text(token)
        page.get_by_role("button", name="开始检查").click()

        expect(page.locator("#check-token")).to_contain_text("就快轮到了")
