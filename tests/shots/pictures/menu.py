"""The account's menu: three columns of five, and how it looks on the phone."""

from playwright.sync_api import Page

from tests.shots.camera import Camera
from tests.shots.frame import Picture


def menu(camera: Camera) -> list[Picture]:
    return camera.both("menu/?at=2.1", ready=_settle)


def _settle(page: Page) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
