"""The library: everything in it, one item, a pack, and what WeChat keeps of it."""

from playwright.sync_api import Page

from tests.shots.camera import Camera
from tests.shots.frame import Picture


def library(camera: Camera) -> list[Picture]:
    return camera.both("library/")


def item(camera: Camera) -> list[Picture]:
    return camera.both("library/", ready=lambda page: _open(page, "小事不小"))


def pack(camera: Camera) -> list[Picture]:
    return camera.both("library/?show=pack", ready=lambda page: _open(page, "两学一做"))


def media(camera: Camera) -> list[Picture]:
    """After WeChat was asked how much it keeps."""
    page = camera.console("library/media/")
    page.get_by_role("button", name="问问微信").click()
    page.wait_for_timeout(4000)
    return camera.both("library/media/")


def _open(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")
