"""A village's committee: who is not reached yet, the poster, the change of office."""

import re

from playwright.sync_api import Page

from tests.shots.camera import Camera, show
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
    address = page.url
    page.emulate_media(media="print")  # without the bar that stands above it on the screen
    paper = page.locator(".poster").screenshot()
    hand = camera.console(address.split("/console/")[1].replace("poster/", "codes/").split("?")[0], who=WHO)
    return [Picture(hand.screenshot(), "hand"), Picture(paper, "hand")]


def handover(camera: Camera) -> list[Picture]:
    """What the editor has in hand: as it was listed, and before whoever signs for it."""
    page = camera.signed_in("admin").new_page()
    page.goto(f"{camera.place.product}/console/staff/")
    page.get_by_role("link", name=re.compile("赵文静")).first.click()
    page.get_by_role("link", name="办交接").click()
    page.get_by_label("交给谁").fill("publisher")
    page.get_by_role("button", name="列出来").click()
    page.wait_for_load_state("networkidle")
    listed = Picture(page.screenshot(), "hand")
    return [listed, Picture(_signing(camera), "hand")]


def _signing(camera: Camera) -> bytes:
    page: Page = camera.signed_in("publisher").new_page()
    page.goto(f"{camera.place.product}/console/")
    page.locator(".todo").filter(has_text="赵文静").get_by_role("link", name="去看看").click()
    page.wait_for_load_state("networkidle")
    return page.screenshot()
