"""A real browser before a real sandbox, with a tiny account behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from zhijian_sandbox.app import create_app
from zhijian_sandbox.desk.tests import echo_account
from zhijian_sandbox.desk.tests.serving import serving

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_SECONDS = 2.0
MENU = {
    "button": [
        {"name": "学习", "sub_button": [{"name": "夜校课表", "type": "click", "key": "classes"}]},
        {"name": "找书记", "type": "click", "key": "secretary"},
    ]
}


@dataclass(frozen=True)
class Sandbox:
    url: str
    account_port: int

    def ask(self, method: str, where: str, **body: Any) -> Any:
        answer = httpx.request(method, f"{self.url}{where}", json=body, timeout=30, trust_env=False)
        answer.raise_for_status()
        return answer.json() if answer.content else None


class Desk:
    """The page, and what stands on it."""

    def __init__(self, page: Page, sandbox: Sandbox) -> None:
        self.page = page
        self.sandbox = sandbox

    def open(self) -> "Desk":
        self.page.goto(self.sandbox.url)
        self.page.wait_for_selector("html[data-ready]")
        return self

    def phone(self, number: int) -> Locator:
        return self.page.locator(f'[data-phone="phone-{number}"]')

    def open_chat(self, number: int) -> Locator:
        """The phone, with the conversation open and the keyboard up."""
        phone = self.phone(number)
        conversation = phone.locator("[data-conversation]")
        if conversation.count() == 0:
            phone.locator(f'[data-chat="{echo_account.APPID}"]').click()
        phone.locator('[data-act="keyboard"]').click()
        expect(phone.locator('[data-field="message"]')).to_be_focused()
        return phone

    def say(self, number: int, words: str) -> Locator:
        phone = self.open_chat(number)
        phone.locator('[data-field="message"]').fill(words)
        phone.locator('[data-field="message"]').press("Enter")
        return phone


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module only: while Playwright is at work, no other event loop runs in this thread."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    state = tmp_path_factory.mktemp("desk") / "sandbox.sqlite3"
    app = create_app(state_path=state, patience_seconds=PATIENCE_SECONDS)
    with serving(echo_account.echo_account()) as account_port, serving(app) as port:
        yield Sandbox(f"http://localhost:{port}", account_port)


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    """Begun anew: one account with a menu, two phones that follow it."""
    running.ask("POST", "/_sandbox/reset", scope="all")
    running.ask(
        "POST",
        "/_sandbox/apps",
        appid=echo_account.APPID,
        secret=echo_account.SECRET,
        token=echo_account.TOKEN,
        aes_key=echo_account.AES_KEY,
        callback_url=f"http://127.0.0.1:{running.account_port}/wechat",
        name="青禾镇党建",
    )
    got = httpx.get(
        f"{running.url}/cgi-bin/token",
        params={
            "grant_type": "client_credential",
            "appid": echo_account.APPID,
            "secret": echo_account.SECRET,
        },
        trust_env=False,
    )
    token = got.json()["access_token"]
    running.ask("POST", f"/cgi-bin/menu/create?access_token={token}", **MENU)
    for name in ("王建国", "周敏"):
        running.ask("POST", "/_sandbox/followers", name=name, follows=True)
    return running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    one = context.new_page()
    complaints: list[str] = []
    one.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    one.on("pageerror", lambda error: complaints.append(str(error)))
    yield one
    context.close()
    assert complaints == []


@pytest.fixture
def desk(page: Page, sandbox: Sandbox) -> Desk:
    return Desk(page, sandbox).open()
