"""The whole product as `make run` starts it, and a person with a browser before it."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.processes.running import free_port, members, running

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ANSWER_SECONDS = 15_000


@dataclass(frozen=True)
class House:
    """A running desk in a folder of its own."""

    home: Path
    port: int
    sandbox_port: int
    process: subprocess.Popen[str]

    @property
    def site(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def desk(self) -> str:
        return f"http://localhost:{self.sandbox_port}"

    def ask(self, method: str, where: str, **body: Any) -> Any:
        answer = httpx.request(
            method, f"{self.desk}/_sandbox/{where}", json=body, timeout=30, trust_env=False
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    @property
    def appid(self) -> str:
        return str(self.ask("GET", "apps")["apps"][0]["appid"])

    def kill_gateway(self) -> None:
        """As the power supply would: kill -9."""
        for pid in members(self.process.pid):
            if b"one\0gateway" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home, port, sandbox_port = tmp_path_factory.mktemp("desk"), free_port(), free_port()
    ports = {"PORT": str(port), "SANDBOX_PORT": str(sandbox_port)}
    with running(home, "desk", more=ports) as process:
        said = _until_welcome(process)
        assert "Ctrl-C" in said, said
        yield House(home, port, sandbox_port, process)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=6)


def _until_welcome(process: subprocess.Popen[str]) -> str:
    """What the desk says until it is open; what it says afterwards is read away, so that it never blocks."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    threading.Thread(target=process.stdout.read, daemon=True).start()
    return said


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


class Person:
    """Somebody at the desk with a phone in each hand, and somebody at the console."""

    def __init__(self, context: BrowserContext, house: House) -> None:
        self.house = house
        self.page = context.new_page()
        self.console = context.new_page()

    def phone(self, number: int) -> Locator:
        return self.page.locator(f'[data-phone="phone-{number}"]')

    def another_phone(self) -> Locator:
        """Of somebody who follows nothing yet. What number it has depends on how many people there are."""
        phones = self.page.locator("[data-phone]")
        before = phones.count()
        self.page.get_by_role("button", name="再放一部").click()
        expect(phones).to_have_count(before + 1)
        return phones.last

    def open_chat(self, number: int) -> Locator:
        phone = self.phone(number)
        if phone.locator("[data-conversation]").count() == 0:
            phone.locator(f'[data-chat="{self.house.appid}"]').click()
        return phone

    def says(self, number: int, words: str) -> Locator:
        """Type and press Enter, as anyone would."""
        phone = self.open_chat(number)
        if (
            phone.locator('[data-field="message"]').count() == 0
            or not phone.locator('[data-field="message"]').is_visible()
        ):
            phone.locator('[data-act="keyboard"]').click()
        phone.locator('[data-field="message"]').fill(words)
        phone.locator('[data-field="message"]').press("Enter")
        return phone

    def answers(self, number: int) -> Locator:
        return self.phone(number).locator('[data-side="account"]')

    def sign_in(self, username: str = "editor") -> Page:
        self.console.goto(f"{self.house.site}/console/")
        self.console.fill('[name="username"]', username)
        self.console.fill('[name="password"]', "zhijian-demo")
        self.console.keyboard.press("Enter")
        self.console.wait_for_url("**/console/")  # the greeting goes by the hour
        return self.console


@pytest.fixture
def person(browser: Browser, house: House) -> Iterator[Person]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.set_default_timeout(ANSWER_SECONDS)
    expect.set_options(timeout=ANSWER_SECONDS)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    person = Person(context, house)
    person.page.goto(house.desk)
    person.page.wait_for_selector("html[data-ready]")
    yield person
    context.close()
    assert complaints == []
