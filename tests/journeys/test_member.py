"""A member with a phone: follows from the branch's poster, is known in three taps, sees who sees him."""

import re
import time

import pytest
from playwright.sync_api import Browser, FilePayload, FrameLocator, Page, expect

from tests.journeys.conftest import ANSWER_SECONDS, House, Person
from tests.journeys.hands import SIZES, console_of, go_to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ME, LAST_FOUR = "欧阳文静", "0029"
NEW_PHONE = "10000001967"


class Thumb:
    """Counts what it taps on the pages of the portal; typing is no tap."""

    def __init__(self, frame: FrameLocator) -> None:
        self.frame = frame
        self.taps = 0

    def write(self, label: str, words: str) -> None:
        self.frame.get_by_label(label).fill(words)

    def tap(self, button: str) -> None:
        self.taps += 1
        self.frame.get_by_role("button", name=button).click()


def test_member_follows_from_the_poster_and_is_known_in_three_taps(
    browser: Browser, person: Person, house: House
) -> None:
    poster = _photograph_of_the_poster(browser, house)
    person.page.goto(f"http://desk.localhost:{house.sandbox_port}/")  # one site with its phones: cookies stay
    person.page.wait_for_selector("html[data-ready]")
    phone = person.another_phone()

    phone.locator('[data-go="around"]').click()
    phone.locator('[data-act="scan"]:visible').click()
    phone.locator("[data-code-file]").set_input_files(poster)
    phone.locator('[data-act="follow"]').click()
    welcome = phone.locator('[data-side="account"]').first
    expect(welcome).to_contain_text("欢迎您，这里是河东村")

    began = time.monotonic()
    welcome.get_by_text("点这里，说一声您是谁").click()
    thumb = Thumb(phone.frame_locator("iframe[data-frame]"))
    thumb.frame.get_by_role("button", name="进来").click()  # the door; what is counted begins behind it
    expect(thumb.frame.locator("body")).to_contain_text("您扫的是河东村党支部的码")
    thumb.write("姓名", ME)
    thumb.write("手机号的后四位", LAST_FOUR)
    thumb.tap("下一步")
    expect(thumb.frame.locator("h1")).to_have_text(f"您是{ME}吗？")
    thumb.tap("是我，同意")
    thumb.tap("只要紧的，晚上收")

    expect(thumb.frame.locator("h1")).to_contain_text(ME)
    assert (thumb.taps, time.monotonic() - began < 60) == (3, True)
    with console_of(browser, house, "secretary", size="hand") as page:
        page.goto("/console/followers/")
        expect(page.locator("main")).to_contain_text(ME)


@pytest.mark.parametrize("size", SIZES)
def test_member_sees_who_sees_him_and_corrects_his_number(browser: Browser, house: House, size: str) -> None:
    """王建国, who is bound, in his own browser: WeChat signs him in without a word to type."""
    old, new = {"hand": ("0067", NEW_PHONE), "desk": (NEW_PHONE[-4:], "10000000067")}[size]
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN")
    context.set_default_timeout(ANSWER_SECONDS)
    page = context.new_page()
    page.goto(f"http://phone-1.localhost:{house.port}/m/at/qinghe/?to=sight")
    expect(page.locator("h1")).to_have_text("谁能看见我", timeout=30_000)
    seen = page.locator("main").inner_text()
    assert [name for name in ("何建平", "赵文静", "沈国华") if name not in seen] == []
    assert [name for name in ("罗正平", "顾清源", "周海燕") if name in seen] == []

    page.get_by_role("link", name=re.compile("名册上的资料")).click()
    page.get_by_role("link", name=re.compile("手机")).first.click()
    page.get_by_label("旧号码的后四位").fill(old)
    page.get_by_label("新号码").fill(new)
    page.get_by_role("button", name="改好").click()

    expect(page.locator("main")).to_contain_text(f"100****{new[-4:]}")
    context.close()


def _photograph_of_the_poster(browser: Browser, house: House) -> FilePayload:
    """As the secretary's console shows it: nothing but what hangs on the wall."""
    with console_of(browser, house, "secretary", size="desk") as page:
        go_to(page, "组织")
        page.get_by_role("link", name=re.compile("海报")).locator("visible=true").first.click()
        expect(page.locator(".poster")).to_contain_text("河东村党支部")
        _wait_for_the_picture(page)
        png = page.locator(".poster figure").screenshot()
    return {"name": "poster.png", "mimeType": "image/png", "buffer": png}


def _wait_for_the_picture(page: Page) -> None:
    """The worker asks WeChat for it in the first seconds of a desk."""
    for _ in range(20):
        if page.locator(".poster .qr").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("no picture came")
