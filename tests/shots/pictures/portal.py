"""The members' pages: what one reads, how one is bound, and what is one's own."""

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


def binding(camera: Camera) -> list[Picture]:
    """Three screens, one tap each."""
    page = _signed_in(camera, "follower")
    page.goto(f"{camera.place.product}/m/bind/")
    page.get_by_label("姓名").fill("陈玉兰")
    page.get_by_label("手机号的后四位").fill("0036")
    taken = [page.screenshot()]
    for words in ("下一步", "是我，同意"):
        page.get_by_role("button", name=words).click()
        page.wait_for_load_state("networkidle")
        taken.append(page.screenshot())
    return [Picture(one, "hand") for one in taken]


def own(camera: Camera) -> list[Picture]:
    """Her home, who sees her, and the home in the elder view."""
    page = _signed_in(camera, "bound")
    taken = []
    for path in ("?view=normal", "me/sight/", "?view=elder"):
        page.goto(f"{camera.place.product}/m/{path}")
        taken.append(page.screenshot())
    return [Picture(one, "hand") for one in taken]


def _signed_in(camera: Camera, who: str) -> Page:
    visit = camera.place.run("tests.shots.member", who)
    page = camera.fresh(f"{camera.place.product}/m/")
    page.context.add_cookies(
        [{"name": "zj_portal_visit", "value": visit, "url": f"{camera.place.product}/m/"}]
    )
    return page
