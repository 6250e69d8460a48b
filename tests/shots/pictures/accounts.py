"""Connecting an account: what is on file, the checks one by one, what it can do."""

from playwright.sync_api import Page

from tests.shots.camera import Camera
from tests.shots.desk import Desk
from tests.shots.frame import Picture

SLUG = "hedongcundangzhibu"
APPID = "wx0000000000000001"


def connected(camera: Camera) -> str:
    """A second account, made as docs/guide/account.md says; its address under the console."""
    if all(app["appid"] != APPID for app in camera.place.ask("GET", "apps")["apps"]):
        page = camera.console("accounts/new/", who="admin")
        fill(page, camera.place.sandbox)
        page.get_by_role("button", name="存下，下一步").click()
        page.wait_for_load_state("networkidle")
        camera.place.run("zhijian", "accounts", "to-sandbox", SLUG)
        page.close()
    return f"accounts/{SLUG}/"


def fill(page: Page, sandbox: str) -> None:
    page.fill("#name", "河东村党支部")
    for name, value in (("kind", "subscription"), ("is_verified", "yes"), ("where", "sandbox")):
        page.check(f"[name={name}][value={value}]", force=True)
    page.fill("#appid", APPID)
    page.fill("#gh-id", "gh_000000000001")
    page.fill("#secret", "0123456789abcdef0123456789abcdef")
    page.fill("#api-base", sandbox)


def follow(place: Desk) -> None:
    """Zhou Min follows the second account."""
    accounts = place.ask("GET", "followers/phone-2")["accounts"]
    if not any(one["appid"] == APPID and one["following"] for one in accounts):
        place.ask("POST", "followers/phone-2/acts", act="follow", appid=APPID, wait=True)


def guide(camera: Camera) -> list[Picture]:
    new = camera.console("accounts/new/", who="admin")
    fill(new, camera.place.sandbox)
    new.evaluate("scrollTo(0, 0)")
    hand = Picture(new.screenshot(), "hand")
    wide = camera.console(connected(camera), who="admin", wide=True)
    return [hand, Picture(wide.screenshot(), "wide")]


def checks(camera: Camera) -> list[Picture]:
    address = connected(camera)
    page = camera.console(address, who="admin")
    page.get_by_role("button", name="开始检查").click()
    page.wait_for_timeout(8000)
    follow(camera.place)
    camera.place.ask("POST", "followers/phone-2/acts", act="text", appid=APPID, content="你好", wait=True)
    page.wait_for_timeout(6000)

    def ready(page: Page) -> None:
        page.locator("#checks").first.evaluate("(part) => part.scrollIntoView({ block: 'start' })")
        page.wait_for_timeout(500)

    return camera.both(address, who="admin", ready=ready)


def card(camera: Camera) -> list[Picture]:
    return camera.both(f"{connected(camera)}card/", who="admin")
