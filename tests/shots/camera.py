"""The camera: what one sees of a running desk, as PNG."""

from collections.abc import Callable, Sequence

from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize

from tests.shots.desk import Desk
from tests.shots.frame import Picture

PASSWORD = "zhijian-demo"
HAND: ViewportSize = {"width": 360, "height": 760}
WIDE: ViewportSize = {"width": 1280, "height": 900}
TABLE: ViewportSize = {"width": 1440, "height": 940}
SHARPNESS = 2


class Camera:
    """Opens pages as a person would, at the size of a phone or of a desk."""

    def __init__(self, browser: Browser, place: Desk) -> None:
        self.browser = browser
        self.place = place
        self._signed_in: dict[tuple[str, int], BrowserContext] = {}

    def fresh(self, address: str) -> Page:
        """A page in the hand of somebody who is not signed in."""
        page = self.browser.new_page(viewport=HAND, device_scale_factor=SHARPNESS, locale="zh-CN")
        page.goto(address)
        return page

    def sign_in_page(self) -> Page:
        return self.fresh(f"{self.place.product}/console/")

    def console(self, path: str, *, who: str = "editor", wide: bool = False) -> Page:
        """A page of the console, in the hand or on a desk, with its last request answered."""
        size = WIDE if wide else HAND
        if (who, size["width"]) not in self._signed_in:
            self._signed_in[who, size["width"]] = self.signed_in(who, wide=wide)
        page = self._signed_in[who, size["width"]].new_page()
        page.goto(f"{self.place.product}/console/{path}")
        page.wait_for_load_state("networkidle")
        return page

    def both(
        self, path: str, *, who: str = "editor", ready: Callable[[Page], object] = lambda page: None
    ) -> list[Picture]:
        """One page in the hand and on a desk, each brought to what is to be seen by `ready`."""
        taken = []
        for wide in (False, True):
            page = self.console(path, who=who, wide=wide)
            ready(page)
            taken.append(Picture(page.screenshot(), "wide" if wide else "hand"))
            page.close()
        return taken

    def signed_in(self, who: str, *, wide: bool = False) -> BrowserContext:
        """A browser of its own for somebody who has just given the password."""
        size = WIDE if wide else HAND
        context = self.browser.new_context(viewport=size, device_scale_factor=SHARPNESS, locale="zh-CN")
        page = context.new_page()
        page.goto(f"{self.place.product}/console/")
        page.fill("[name=username]", who)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/")
        page.close()
        return context

    def table(self, path: str = "") -> Page:
        """The desk of the sandbox with its phones."""
        page = self.browser.new_page(viewport=TABLE, device_scale_factor=SHARPNESS)
        page.goto(f"{self.place.sandbox}/{path}")
        if not path:
            page.wait_for_selector("html[data-ready]")
        return page


def show(page: Page, what: str) -> None:
    """Scroll so that this heads the page."""
    page.locator(what).first.evaluate("(part) => part.scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -70)  # what heads the page covers its first lines
    page.wait_for_timeout(1000)  # fixed bars stand crooked in a picture taken while a page still glides


def say(phone: Locator, words: Sequence[str]) -> None:
    """Type on a phone, with the answers and what follows them awaited."""
    if phone.locator("[data-conversation]").count() == 0 and phone.locator("[data-chat]").count():
        phone.locator("[data-chat]").first.click()
    keyboard = phone.get_by_label("换成键盘")
    if keyboard.is_visible():
        keyboard.click()
    field = phone.locator("[data-field=message]")
    for said in words:
        field.fill(said)
        field.press("Enter")
        phone.page.wait_for_timeout(2500)  # what follows the first reply comes as messages of its own
    field.blur()
    phone.page.wait_for_timeout(500)
