"""What design promises members in numbers, and the sandbox's frame, measured in a browser."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services as library
from zhijian.foundation.library.large_page import SIGNS_A_LINE, most_lines
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests.builders import (
    MP3,
    MP4,
    a_large_page,
    a_pack,
    a_recording,
    a_talking_point,
    an_article,
    an_image,
)
from zhijian.rooms.answers.tests.builders import a_rule
from zhijian.ui.tests.measuring import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "两学一做，一张纸讲明白"
LINES = most_lines(TITLE)
WIDTHS = (320, 360, 375, 412, 1280)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django would take our own queries for asynchronous ones.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def things(account: Account) -> list[Item]:
    """One of each kind, with names as long as they may be, and a pack of all of them."""
    here: dict[str, Any] = {"account_id": account.pk, "actor": "tests"}
    long = "小事不小：把门口的事办到心坎上" * 4
    picture = an_image(account, long[:60])
    things = [
        an_article(
            account, long[:60], cover=picture, source="《青禾日报》" * 10, author="林知远", summary=long
        ),
        library.add_text(**here, title="文字", body="看 https://example.org/" + "a" * 300),
        library.add_link(**here, title="链接", url="https://" + "long." * 20 + "example/"),
        picture,
        library.add_media(**here, kind="voice", title="音频", content=MP3, file_name="a.mp3"),
        library.add_media(**here, kind="video", title="视频", content=MP4, file_name="a.mp4"),
        a_recording(account, long[:60], seconds=1260, source="镇广播站" * 8),
        a_large_page(account, long[:60], body="## 一\n" + "字" * 100 + "\n- " + "a" * 60),
        a_talking_point(account, long[:60], body=long),
        an_article(account, "三种记号", body=f"## {long}\n- {long}\n- **{'b' * 80}**\n{long}"),
    ]
    pack = a_pack(account, *things, title=long[:60])
    a_rule(account, "A" * 100, pack)
    return [*things, pack]


@pytest.fixture
def addresses(things: list[Item], live_server: LiveServer) -> list[str]:
    paths = ["/m/", "/read/nowhere", *(f"/read/{thing.code}" for thing in things)]
    ended = an_article(things[0].account, "过期的" * 15, rights_until=localdate() - timedelta(days=1))
    return [live_server.url + path for path in (*paths, f"/read/{ended.code}")]


SMALLEST_PX = """() => Math.min(...[...document.body.querySelectorAll("*")]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.mark.parametrize(
    ("view", "least_target_px", "smallest_px"), [("normal", 44, 14), ("elder", 60, 19), ("elder-3", 60, 26)]
)
def test_design_keeps_its_numbers_in_every_view(
    browser: Browser, addresses: list[str], view: str, least_target_px: int, smallest_px: int
) -> None:
    """No scrolling sideways, nothing too small for a finger or an eye, no pale word, also in the dark."""
    page = browser.new_page()
    found = {}
    for address in addresses:
        page.goto(f"{address}?view={view}")
        smallest = page.evaluate(SMALLEST_PX)
        found[address] = faults(page, least_target_px=least_target_px, widths=WIDTHS)
        found[address] += [f"words of {smallest} px"] if smallest < smallest_px else []

    assert {address: broken for address, broken in found.items() if broken} == {}


def test_large_page_is_larger_than_anything_else(
    browser: Browser, account: Account, live_server: LiveServer
) -> None:
    address = f"{live_server.url}/read/{a_large_page(account).code}"
    page = browser.new_page(viewport={"width": 360, "height": 740})
    sizes = {}

    for view in ("normal", "elder", "elder-3"):
        page.goto(f"{address}?view={view}")
        size = "e => parseFloat(getComputedStyle(e).fontSize)"
        sizes[view] = page.locator(".large p").first.evaluate(size)

    assert sizes == {"normal": 24, "elder": 26, "elder-3": 36}


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (TITLE, "\n".join(["把党章读一遍逐条对照自己，每周一篇读完想一想"] * LINES)),
        (TITLE, "长" * (SIGNS_A_LINE * LINES)),
        (TITLE, "\n".join(["## 一学"] + ["- 身边的小事，抬手就做，群众的难处放在心里上头"] * (LINES - 1))),
        ("题" * 64, "\n".join(["把党章读一遍逐条对照自己"] * most_lines("题" * 64))),
    ],
)
def test_what_fits_by_counting_prints_on_one_sheet_in_7_mm(
    browser: Browser, account: Account, live_server: LiveServer, title: str, body: str
) -> None:
    item = a_large_page(account, title, body=body)
    page = browser.new_page(viewport={"width": 658, "height": 1002})  # between the margins of the sheet
    page.goto(f"{live_server.url}/read/{item.code}")

    paper = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")
    letter_px = page.locator(".large p, .large li").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    end, code = (page.locator(found).bounding_box() for found in (".large", ".on-paper"))

    assert (paper.count(b"/Type /Page\n"), round(letter_px / 96 * 25.4, 1)) == (1, 7.0)
    assert end is not None
    assert code is not None
    assert end["y"] + end["height"] <= code["y"]


class Desk(BaseHTTPRequestHandler):
    """A sandbox of one page: ours in a frame. The address to show is the query."""

    def do_GET(self) -> None:
        body = f'<iframe src="{unquote(urlsplit(self.path).query)}" title="phone"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Nothing: tests speak for themselves."""


@pytest.fixture
def desk() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_demos_sandbox_shows_a_page_in_its_phone_and_the_view_travels(
    browser: Browser, things: list[Item], live_server: LiveServer, settings: Settings, desk: str
) -> None:
    settings.ZHIJIAN_SANDBOX_URL = desk.replace("127.0.0.1", "localhost")
    page = browser.new_page()
    page.goto(f"{desk}/?{quote(f'{live_server.url}/read/{things[-1].code}')}")
    phone = page.frame_locator("iframe")

    phone.get_by_text("长辈版").click()
    phone.locator("a.row").first.click()

    expect(phone.locator("html")).to_have_attribute("data-view", "elder")
    expect(phone.locator("h1")).to_have_text(things[0].title)


def test_without_a_sandbox_no_page_opens_in_a_frame(
    browser: Browser, things: list[Item], live_server: LiveServer, settings: Settings, desk: str
) -> None:
    settings.ZHIJIAN_SANDBOX_URL = ""
    page = browser.new_page()
    refusals: list[str] = []
    page.on("console", lambda said: refusals.append(said.text) if "frame-ancestors" in said.text else None)

    page.goto(f"{desk}/?{quote(f'{live_server.url}/read/{things[0].code}')}", wait_until="networkidle")

    assert (len(refusals), page.frame_locator("iframe").get_by_text(things[0].title).count()) == (1, 0)


def listen_at(page: Page, seconds: float) -> None:
    page.locator("audio").evaluate(
        "async (player, at) => { player.muted = true; await player.play(); player.currentTime = at; }",
        seconds,
    )


def is_at(page: Page, seconds: float) -> None:
    page.wait_for_function(
        "(at) => Math.abs(document.querySelector('audio').currentTime - at) < 1.5", arg=seconds
    )


def test_a_talk_goes_on_where_one_stopped(
    browser: Browser, account: Account, live_server: LiveServer
) -> None:
    talk, other = (a_recording(account, title, seconds=300) for title in ("报告", "另一份"))
    phone = browser.new_context(viewport={"width": 360, "height": 780})
    page = phone.new_page()
    page.goto(f"{live_server.url}/read/{talk.code}")
    expect(page.get_by_text("从上次停下的")).to_be_hidden()
    listen_at(page, 125)
    is_at(page, 125)
    page.locator("audio").evaluate("(player) => player.pause()")

    page.close()
    page = phone.new_page()
    page.goto(f"{live_server.url}/read/{talk.code}")

    expect(page.get_by_text("从上次停下的 2:05 接着放。")).to_be_visible()
    is_at(page, 125)
    page.get_by_role("button", name="从头听").click()
    is_at(page, 0)
    expect(page.get_by_text("从上次停下的")).to_be_hidden()
    page.goto(f"{live_server.url}/read/{other.code}")
    is_at(page, 0)
    expect(page.get_by_text("从上次停下的")).to_be_hidden()


def test_a_talk_heard_to_the_end_begins_anew(
    browser: Browser, account: Account, live_server: LiveServer
) -> None:
    talk = a_recording(account, "报告", seconds=60)
    page = browser.new_context().new_page()
    page.goto(f"{live_server.url}/read/{talk.code}")
    player = page.locator("audio")
    listen_at(page, 30)
    page.wait_for_function("(key) => localStorage.getItem(key)", arg=f"place:{talk.code}")

    player.evaluate("(player) => { player.currentTime = 58; }")
    page.wait_for_function("() => document.querySelector('audio').ended")

    page.reload()
    is_at(page, 0)
    assert page.evaluate("() => localStorage.length") == 0


def test_without_script_the_talk_is_simply_there(
    browser: Browser, account: Account, live_server: LiveServer
) -> None:
    talk = a_recording(account, "报告", seconds=60)
    page = browser.new_context(java_script_enabled=False).new_page()

    page.goto(f"{live_server.url}/read/{talk.code}")

    expect(page.locator("audio")).to_have_attribute("src", re.compile("/file$"))
    expect(page.get_by_text("从上次停下的")).to_be_hidden()
