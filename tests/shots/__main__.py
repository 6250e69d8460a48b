"""Take docs/images/first-look.png: a chat on a phone beside the rules in the console."""

import base64
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.shots.desk import Desk, desk

IMAGES = Path(__file__).resolve().parents[2] / "docs/images"
WORDS = ("谢谢", "两学一做")
FRAME = """<!doctype html><html lang="zh-Hans"><style>
  body {{ margin: 0; padding: 36px; background: #e7e1d6; }}
  body {{ display: inline-flex; gap: 32px; align-items: center; }}
  .console {{ width: 1060px; border-radius: 12px; box-shadow: 0 8px 30px #0003; }}
  .phone {{ width: 330px; border-radius: 44px; box-shadow: 0 8px 30px #0003; }}
</style><body><img class="phone" src="{phone}"><img class="console" src="{console}"></body></html>"""


def main() -> None:
    with desk() as place, sync_playwright() as playwright:
        # Chromium will not open its own sandbox for root, and what it opens here is our own page.
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        IMAGES.mkdir(parents=True, exist_ok=True)
        frame(browser, phone=chat(browser, place), console=rules(browser, place))
        browser.close()


def chat(browser: Browser, place: Desk) -> bytes:
    page = browser.new_page(viewport={"width": 1440, "height": 940}, device_scale_factor=2)
    page.goto(place.sandbox)
    phone = page.locator(".holder .phone").nth(1)
    phone.get_by_label("换成键盘").click()
    flow = phone.locator("[data-flow]")
    for number, words in enumerate(WORDS):
        phone.locator("[data-field=message]").fill(words)
        phone.locator("[data-field=message]").press("Enter")
        page.wait_for_function(
            "([flow, least]) => flow.children.length > least", arg=[flow.element_handle(), 2 * number]
        )
        page.wait_for_timeout(2500)  # what follows the first reply comes as messages of its own
    phone.locator("[data-field=message]").blur()
    page.wait_for_timeout(500)
    return phone.screenshot(omit_background=True)


def rules(browser: Browser, place: Desk) -> bytes:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=2)
    sign_in(page, place)
    page.goto(f"{place.product}/console/answers/")
    page.wait_for_load_state("networkidle")
    return page.screenshot()


def sign_in(page: Page, place: Desk) -> None:
    page.goto(f"{place.product}/console/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", "zhijian-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")


def frame(browser: Browser, *, phone: bytes, console: bytes) -> None:
    page = browser.new_page(viewport={"width": 1600, "height": 1000})
    page.set_content(FRAME.format(phone=as_address(phone), console=as_address(console)))
    page.locator("body").screenshot(path=IMAGES / "first-look.png")


def as_address(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


if __name__ == "__main__":
    main()
