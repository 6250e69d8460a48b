"""What a page weighs on a phone, measured where it counts: in a browser, over the wire, gateway included."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.processes.running import answers, free_port, run, running, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FIRST_MOST = 300_000
THEN_MOST = 30_000
PAGES = ("/console/", "/console/answers/", "/console/answers/rules/new/", "/console/menu/", "/console/me/")


class Scales:
    """Adds up what a page brings over the wire, heads included; what the browser kept weighs nothing."""

    def __init__(self, page: Page) -> None:
        self._bytes = 0
        tool = page.context.new_cdp_session(page)
        tool.send("Network.enable")
        tool.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self._bytes += int(event["encodedDataLength"])

    def read(self) -> int:
        read, self._bytes = self._bytes, 0
        return read


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home, port = tmp_path_factory.mktemp("weight"), free_port()
    assert run(home, "migrate").returncode == 0
    assert run(home, "demo").returncode == 0
    address = f"http://localhost:{port}"
    with running(home, "serve", "--port", str(port), more={"PORT": str(port)}):
        assert until(lambda: answers(f"{address}/console/sign-in/"))
        yield address


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def cookie_of_an_editor(browser: Browser, site: str) -> str:
    """Signed in on another phone: those that are weighed have loaded nothing yet."""
    phone = browser.new_context(base_url=site)
    page = phone.new_page()
    page.goto("/console/sign-in/")
    page.get_by_label("用户名").fill("editor")
    page.get_by_label("密码").fill("zhijian-demo")
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/console/")
    return next(str(cookie["value"]) for cookie in phone.cookies() if cookie["name"] == "zj_console")


@pytest.mark.parametrize("address", PAGES)
def test_a_phone_page_is_light_and_lighter_the_second_time(browser: Browser, site: str, address: str) -> None:
    cookie = cookie_of_an_editor(browser, site)
    phone = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    phone.add_cookies([{"name": "zj_console", "value": cookie, "url": f"{site}/console/"}])
    page = phone.new_page()
    scales = Scales(page)

    page.goto(address, wait_until="networkidle")
    first = scales.read()
    page.goto(address, wait_until="networkidle")
    second = scales.read()

    # The lower bounds show that something was weighed at all.
    assert (20_000 < first < FIRST_MOST, 500 < second < THEN_MOST) == (True, True), (first, second)
