"""A village's committee: who is not reached yet, the poster, the change of office."""

import re

from playwright.sync_api import Page

from tests.shots.camera import WIDE, Camera, show
from tests.shots.frame import Picture

WHO = "secretary"


def care(camera: Camera) -> list[Picture]:
    """河东村, as its own secretary sees it."""
    hand = camera.console("org/", who=WHO)
    show(hand, "#reach")
    wide = camera.console("org/", who=WHO, wide=True)
    return [Picture(hand.screenshot(), "hand"), Picture(wide.screenshot(), "wide")]


def poster(camera: Camera) -> list[Picture]:
    """The codes of a village, and the sheet that is printed."""
    page = camera.console("org/", who=WHO, wide=True)
    page.get_by_role("link", name="打印二维码海报").click()
    page.wait_for_selector(".poster .qr")
    paper = page.locator(".poster").screenshot()
    hand = camera.console(page.url.split("/console/")[1].replace("poster/", "codes/").split("?")[0], who=WHO)
    return [Picture(hand.screenshot(), "hand"), Picture(paper, "hand")]


def handover(camera: Camera) -> list[Picture]:
    """From the publisher to the reviewer: listed, then signed for."""
    page = camera.signed_in("admin").new_page()
    page.goto(f"{camera.place.product}/console/staff/")
    page.get_by_role("link", name=re.compile("周海燕")).first.click()
    page.get_by_role("link", name="办交接").click()
    page.get_by_label("交给谁").fill("inbox")
    page.get_by_role("button", name="列出来").click()
    page.wait_for_load_state("networkidle")
    listed = Picture(page.screenshot(), "hand")
    return [listed, Picture(_signing(camera), "wide")]


def _signing(camera: Camera) -> bytes:
    page: Page = camera.signed_in("inbox", wide=True).new_page()
    page.set_viewport_size(WIDE)
    page.goto(f"{camera.place.product}/console/")
    page.locator(".todo").filter(has_text="周海燕").get_by_role("link", name="去看看").click()
    page.wait_for_load_state("networkidle")
    return page.screenshot()
