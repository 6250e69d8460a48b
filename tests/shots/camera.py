"""The camera: what one sees of a running desk, as PNG."""

from collections.abc import Sequence

from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize

from tests.shots.desk import Desk

PASSWORD = "zhijian-demo"
HAND: ViewportSize = {"width": 360, "height": 760}
WIDE: ViewportSize = {"width": 1280, "height": 900}
TABLE: ViewportSize = {"width": 1440, "height": 940}
SHARPNESS = 2


class Camera:
    """Opens pages as a person would, at the size of a phone or of a desk."""

    def __init__(self, browser: Browser, place: Desk) -> None:
        self._browser = browser
        self._place = place
        self._signed_in: dict[tuple[str, int], BrowserContext] = {}

    def sign_in_page(self) -> Page:
        page = self._browser.new_page(viewport=HAND, device_scale_factor=SHARPNESS)
        page.goto(f"{self._place.product}/console/")
        return page

    def console(self, path: str, *, who: str = "editor", wide: bool = False) -> Page:
        """A page of the console, in the hand or on a desk, with its last request answered."""
        size = WIDE if wide else HAND
        if (who, size["width"]) not in self._signed_in:
            self._signed_in[who, size["width"]] = self._sign_in(who, wide=wide)
        page = self._signed_in[who, size["width"]].new_page()
        page.goto(f"{self._place.product}/console/{path}")
        page.wait_for_load_state("networkidle")
        return page

    def _sign_in(self, who: str, *, wide: bool) -> BrowserContext:
        context = self._browser.new_context(viewport=WIDE if wide else HAND, device_scale_factor=SHARPNESS)
        page = context.new_page()
        page.goto(f"{self._place.product}/console/")
        page.fill("[name=username]", who)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/")
        page.close()
        return context

    def table(self) -> Page:
        """The desk of the sandbox with its two phones."""
        page = self._browser.new_page(viewport=TABLE, device_scale_factor=SHARPNESS)
        page.goto(self._place.sandbox)
        page.wait_for_selector("html[data-ready]")
        return page


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
