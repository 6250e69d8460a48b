"""The members' pages: a pack, its page of large type, and its reading in the elder view."""

from playwright.sync_api import Page

from tests.shots.camera import Camera
from tests.shots.frame import Picture


def pages(camera: Camera) -> list[Picture]:
    page = camera.fresh(f"{camera.place.product}/m/")
    _open(page, "两学一做")
    pack, address = page.screenshot(), page.url
    _open(page, "大字版")
    large = page.screenshot()
    page.goto(f"{address}?view=elder")
    _open(page, "学习读本")
    return [Picture(one, "hand") for one in (pack, large, page.screenshot())]


def _open(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")
