"""People: today, coming in, what is one's own, colleagues."""

import re

from playwright.sync_api import BrowserContext, Page

from tests.shots.camera import HAND, PASSWORD, SHARPNESS, WIDE, Camera
from tests.shots.codes import code_of
from tests.shots.desk import empty_house
from tests.shots.frame import Picture

LIN = "lin"


def today(camera: Camera) -> list[Picture]:
    return camera.both("")


def dark(camera: Camera) -> list[Picture]:
    """As the device asks for it."""

    def ready(page: Page) -> None:
        page.emulate_media(color_scheme="dark")
        page.reload()
        page.wait_for_load_state("networkidle")

    return [camera.both("", ready=ready)[0], camera.both("answers/?order=used", ready=ready)[1]]


def english(camera: Camera) -> list[Picture]:
    """The same pages to somebody who reads English."""
    _speak(camera, "en")
    pictures = [camera.both("")[0], camera.both("answers/?order=used")[1]]
    _speak(camera, "zh-hans")
    return pictures


def _speak(camera: Camera, language: str) -> None:
    page = camera.console("me/")
    page.check(f"[name=language][value={language}]", force=True)
    page.locator("form:has([name=language]) .btn-primary").click()
    page.wait_for_load_state("networkidle")
    page.close()


def first_run(camera: Camera) -> list[Picture]:
    with empty_house() as (site, said):
        page = camera.fresh(f"{site}/console/first-run/")
        while not page.get_by_label("姓名").count():  # the pages take a moment longer than the gateway
            page.wait_for_timeout(1000)
            page.reload()
        code = re.search(r"\d{4} ?\d{4}", said)
        page.locator("input:visible").first.fill(code[0] if code else "")
        page.get_by_label("姓名").fill("沈国华")
        page.get_by_label("用户名").fill("shen")
        hand = Picture(page.screenshot(), "hand")
        page.set_viewport_size(WIDE)
        return [hand, Picture(page.screenshot(), "wide")]


def staff(camera: Camera) -> list[Picture]:
    hand = camera.console("staff/", who="admin")
    wide = camera.console("staff/new/", who="admin", wide=True)
    wide.get_by_label("姓名").fill("周敏")
    wide.get_by_label("用户名").fill("zhoumin")
    return [Picture(hand.screenshot(), "hand"), Picture(wide.screenshot(), "wide")]


def link(camera: Camera) -> list[Picture]:
    """What a new colleague is given: a code to scan, a link to send."""
    page = camera.signed_in("admin").new_page()
    page.goto(f"{camera.place.product}/console/staff/new/")
    page.get_by_label("姓名").fill("周敏")
    page.get_by_label("用户名").fill("zhoumin")
    page.get_by_role("button", name="加上，给我链接").click()
    page.wait_for_selector(".qr")
    hand = Picture(page.screenshot(), "hand")
    page.set_viewport_size(WIDE)
    return [hand, Picture(page.screenshot(), "wide")]


def signing_in(camera: Camera) -> list[Picture]:
    """The password, the code of the phone where one has set it up, and what is set up in a minute."""
    first = camera.sign_in_page()
    page = _lin(camera)
    secret = _pair_phone(page, camera)
    _sign_out(page)
    _enter(page)
    page.wait_for_url("**/second-factor/**")
    page.wait_for_load_state("networkidle")
    second = page.screenshot()
    page.get_by_role("textbox").first.fill(code_of(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")
    page.goto(f"{camera.place.product}/console/me/passkeys/")
    page.wait_for_load_state("networkidle")
    third = page.screenshot()
    return [Picture(one, "hand") for one in (first.screenshot(), second, third)]


def me(camera: Camera) -> list[Picture]:
    return camera.both("me/")


def _lin(camera: Camera) -> Page:
    context = camera.browser.new_context(viewport=HAND, device_scale_factor=SHARPNESS, locale="zh-CN")
    page = context.new_page()
    _give_reader(context, page)
    page.goto(f"{camera.place.product}/console/")
    _enter(page)
    page.wait_for_url("**/console/")
    return page


def _enter(page: Page) -> None:
    page.fill("[name=username]", LIN)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def _give_reader(context: BrowserContext, page: Page) -> None:
    """A fingerprint reader that knows its owner's finger."""
    tool = context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _pair_phone(page: Page, camera: Camera) -> str:
    page.goto(f"{camera.place.product}/console/me/authenticator/")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.fill(
        "#code", code_of(secret, periods_ago=1)
    )  # the code of now stays for signing in: each is taken once
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/**")
    return secret


def _sign_out(page: Page) -> None:
    page.goto(page.url.split("/console/")[0] + "/console/me/")
    page.get_by_role("main").get_by_role("button", name="退出登录").click()
    page.wait_for_selector("[name=password]")
