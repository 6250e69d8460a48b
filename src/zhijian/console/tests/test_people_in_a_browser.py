"""Signing in, second factors and lost sessions, as a browser shows them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from zhijian.console.tests.browser import is_complaint
from zhijian.console.tests.builders import a_question
from zhijian.console.tests.conftest import PASSWORD
from zhijian.console.tests.signing_in import session_key_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.staff import services
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.ui.tests import axe
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ME = "/console/me/"


def on_localhost(address: str) -> str:
    """Passkeys belong to a name: browsers give none to a bare address."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def device(context: BrowserContext, live_server: LiveServer, lin: Staff) -> Iterator[Page]:
    """A page of Lin's on a device with a fingerprint reader."""
    site = on_localhost(live_server.url)
    context.add_cookies([{"name": "zj_console", "value": session_key_of(lin), "url": f"{site}/console/"}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said, page) else None)
    give_reader(context, page)
    page.goto(f"{site}{ME}")
    yield page
    assert [said for said in complaints if "status of 422" not in said] == []


def give_reader(context: BrowserContext, page: Page) -> None:
    """A fingerprint reader that knows its owner's finger, and no passkey yet."""
    tool = context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def add_passkey(page: Page) -> None:
    page.get_by_role("link", name="加这台设备").click()
    page.get_by_label("给这台设备起个名").fill("林的手机")
    page.get_by_role("button", name="加这台设备").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    page.get_by_role("link", name="收好了").click()
    expect(page.get_by_text("指纹或面容，还没用过")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="退出登录").click()
    expect(page.get_by_label("密码")).to_be_visible()


def test_passkey_signs_in_alone_and_comes_back_where_one_was_going(device: Page) -> None:
    add_passkey(device)
    sign_out(device)
    device.goto(device.url.split("/console/")[0] + "/console/more/")

    device.get_by_role("button", name="用这台设备的指纹或面容").click()

    expect(device.get_by_role("heading", name="更多")).to_be_visible()


def test_passkey_is_the_second_step_after_the_password(device: Page) -> None:
    add_passkey(device)
    sign_out(device)
    device.get_by_label("用户名").fill("lin")
    device.get_by_label("密码").fill(PASSWORD)
    device.get_by_role("button", name="登录", exact=True).click()
    expect(device.get_by_role("heading", name="再确认一步")).to_be_visible()

    device.get_by_role("button", name="用这台设备的指纹或面容").click()

    expect(device.get_by_role("link", name="今日").first).to_be_visible()


def test_passkey_that_was_taken_away_opens_nothing(device: Page) -> None:
    add_passkey(device)
    device.get_by_role("button", name="去掉林的手机").click()
    expect(device.get_by_text("指纹或面容，还没用过")).to_have_count(0)
    sign_out(device)

    device.get_by_role("button", name="用这台设备的指纹或面容").click()

    expect(device.get_by_role("alert")).to_contain_text("对不上，请再看看。")
    expect(device.get_by_label("密码")).to_be_visible()


def test_a_device_that_says_no_leaves_the_password(page: Page, context: BrowserContext) -> None:
    context.clear_cookies()
    give_reader(context, page)
    page.goto("/console/sign-in/")

    page.get_by_role("button", name="用这台设备的指纹或面容").click()

    expect(page.get_by_text("没有认出来。可以再试一次，或者用密码。")).to_be_visible()


def test_theme_of_ones_own_is_there_before_the_first_paint(page: Page, lin: Staff) -> None:
    Staff.objects.filter(pk=lin.pk).update(theme="dark")
    page.emulate_media(color_scheme="light")
    page.goto("/console/more/")
    page.evaluate("document.documentElement.dataset.bsTheme")

    shown = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert (page.locator("html").get_attribute("data-bs-theme"), shown) == ("dark", "rgb(19, 20, 21)")


def test_paper_is_light_and_bare_whatever_the_screen_is(page: Page, lin: Staff) -> None:
    Staff.objects.filter(pk=lin.pk).update(theme="dark")
    page.goto("/console/")

    page.emulate_media(media="print", color_scheme="dark")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert [page.locator(part).is_visible() for part in (".rail", ".tabbar", ".page-head h1")] == [
        False,
        False,
        True,
    ]


def test_account_switcher_opens_over_the_page_and_gives_focus_back(page: Page, account: Account) -> None:
    an_account("hedong", name="河东村")
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/console/")
    opener = page.get_by_role("link", name="换一个公众号").locator("visible=true")

    opener.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    page.get_by_role("dialog").get_by_role("button", name="河东村").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("河东村")


def test_what_is_done_stays_in_its_place_and_can_be_taken_back(page: Page, account: Account) -> None:
    a_question(account, "好的", 1)
    a_question(account, "活动室星期天开吗", 2)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/console/")
    expect(page.locator("#brief")).to_contain_text("有 2 件事等您")

    page.get_by_role("button", name="不用管").first.click()
    expect(page.locator(".todo-done")).to_contain_text("好的")
    expect(page.locator("#brief")).to_contain_text("有 1 件事等您")
    expect(page.locator(".tabbar [data-waiting]")).to_have_text("1")
    page.get_by_role("button", name="撤回").click()

    expect(page.locator(".todo")).to_have_count(2)
    expect(page.locator("#brief")).to_contain_text("有 2 件事等您")


def test_long_work_is_followed_stopped_and_gone_on_with(page: Page, lin: Staff) -> None:
    safe = "停下后什么都不会改。"
    tasks.plan("import", key="import-1", for_staff_id=lin.pk, title="导入名册", if_stopped=safe)
    task = tasks.claim_one()
    assert task
    tasks.report(task, done=1, total=4)
    page.goto("/console/tasks/import-1/")
    expect(page.get_by_role("heading", name="做了 1，共 4")).to_be_visible()

    tasks.report(task, done=2, total=4)
    expect(page.get_by_role("heading", name="做了 2，共 4")).to_be_visible(timeout=6000)
    page.reload()
    expect(page.get_by_text(safe)).to_be_visible()
    page.get_by_role("button", name="停下").click()
    expect(page.get_by_role("heading", name="正在停下")).to_be_visible()
    assert tasks.report(task, done=3, total=4) is False
    tasks.finish(task)
    expect(page.get_by_role("button", name="接着做")).to_be_visible(timeout=6000)
    page.get_by_role("button", name="接着做").click()
    expect(page.get_by_role("heading", name="排着队，马上开始")).to_be_visible()

    assert Task.objects.get().progress_done == 3


def test_polling_ends_when_there_is_nothing_more_to_ask(page: Page, lin: Staff) -> None:
    tasks.plan("import", key="import-1", for_staff_id=lin.pk, title="导入名册")
    task = tasks.claim_one()
    assert task
    page.goto("/console/tasks/import-1/")
    tasks.finish(task)
    expect(page.get_by_role("heading", name="做好了")).to_be_visible(timeout=6000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.wait_for_timeout(3000)

    assert asked == []


class TestDrafts:
    """What was typed survives a session that ends."""

    @pytest.fixture(autouse=True)
    def phone(self, page: Page) -> None:
        page.set_viewport_size({"width": 360, "height": 740})

    def test_text_comes_back_after_signing_in_again(self, page: Page, context: BrowserContext) -> None:
        page.goto("/console/answers/rules/new/")
        page.get_by_label("文字", exact=True).fill("写了一半的回答")
        page.wait_for_timeout(400)
        context.clear_cookies(name="zj_console")

        page.get_by_role("button", name="保存并生效").click()
        page.get_by_label("用户名").fill("lin")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(re.compile("/console/answers/rules/new/"))
        page.get_by_role("button", name="接着写").click()

        expect(page.get_by_label("文字", exact=True)).to_have_value("写了一半的回答")

    def test_somebody_else_is_not_offered_it(
        self, page: Page, context: BrowserContext, live_server: LiveServer, wen: Staff
    ) -> None:
        page.goto("/console/answers/rules/new/")
        page.get_by_label("文字", exact=True).fill("林写了一半的")
        page.wait_for_timeout(400)

        context.add_cookies(
            [{"name": "zj_console", "value": session_key_of(wen), "url": f"{live_server.url}/console/"}]
        )
        page.goto("/console/answers/rules/new/")

        expect(page.get_by_role("button", name="接着写")).to_be_hidden()

    def test_signing_out_forgets_everything(self, page: Page) -> None:
        page.goto("/console/answers/rules/new/")
        page.get_by_label("文字", exact=True).fill("写了一半的")
        page.wait_for_timeout(400)
        page.goto("/console/more/")

        page.get_by_role("main").get_by_role("button", name="退出登录").click()
        expect(page.get_by_label("密码")).to_be_visible()

        assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []


class TestLooks:
    """Wen sees all pages about people."""

    @pytest.fixture
    def in_browser(self, wen: Staff) -> Staff:
        return wen

    def test_design_keeps_its_numbers(self, page: Page, wen: Staff) -> None:
        found = {}
        for address in people_pages(wen):
            page.goto(address)
            found[address] = [*faults(page), *axe.violations(page)]

        assert {address: broken for address, broken in found.items() if broken} == {}

    def test_alone_pages_keep_them_as_well(self, context: BrowserContext, wen: Staff) -> None:
        page = context.new_page()  # this one may complain: two of its pages are not there
        context.clear_cookies()
        link = services.invite(wen, by="tests")
        found = {}
        for address in ("/console/sign-in/", f"/console/join/{link}/", "/console/join/no/", "/console/no/"):
            page.goto(address)
            found[address] = [*faults(page), *axe.violations(page)]

        assert {address: broken for address, broken in found.items() if broken} == {}


def people_pages(wen: Staff) -> list[str]:
    tasks.plan("import", key="a", for_staff_id=wen.pk, title="导入离退休干部第二党支部委员会的名册" * 3)
    mo = services.take_on(
        username="m" * 60, password=None, role="editor", name="阿依古丽·买买提江" * 3, actor="t"
    )
    return [
        ME,
        f"{ME}password/",
        f"{ME}authenticator/",
        f"{ME}passkeys/",
        "/console/staff/",
        "/console/staff/new/",
        f"/console/staff/{mo.pk}/",
        "/console/tasks/",
        "/console/tasks/a/",
        "/console/sign-in/again/",
    ]
