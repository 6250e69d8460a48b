"""Rules: the list, the editor, who is answered what, and trying it."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from tests.shots.camera import WIDE, Camera, say, show
from tests.shots.frame import Picture


def first_look(camera: Camera) -> list[Picture]:
    phone = camera.table().locator(".holder .phone").nth(1)
    say(phone, ("谢谢", "两学一做"))
    return [
        Picture(phone.screenshot(), "phone"),
        Picture(camera.console("answers/?order=used", wide=True).screenshot(), "wide"),
    ]


def rules(camera: Camera) -> list[Picture]:
    return (
        camera.both("answers/", ready=lambda page: _search(page, "夜校"))[:1]
        + camera.both("answers/?order=changed")[1:]
    )


def _search(page: Page, words: str) -> None:
    page.get_by_label("搜索").press_sequentially(words)
    page.wait_for_timeout(1000)


def rule(camera: Camera) -> list[Picture]:
    return camera.both("answers/", ready=lambda page: _open(page, "两学一做 等 3 个词"))


def _open(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")


def for_whom(camera: Camera) -> list[Picture]:
    """Who is answered, when, and who is told something else."""

    def ready(page: Page) -> None:
        _open(page, "慰问 等 2 个词")
        page.locator("#say a").first.click()
        show(page, "#who")

    return camera.both("answers/", ready=ready)


def choices(camera: Camera) -> list[Picture]:
    """The numbers of a rule in the hand, and on the phone of one who answers with them."""
    page = camera.console("answers/")
    _open(page, "办事指南 等 2 个词")
    show(page, "#choices")
    tried = camera.console("answers/try/?q=办事指南")
    show(tried, "#sees")
    phone = camera.table().locator(".holder .phone").nth(1)
    say(phone, ("办事指南", "2"))
    return [
        Picture(page.screenshot(), "hand"),
        Picture(tried.screenshot(), "hand"),
        Picture(phone.screenshot(), "phone"),
    ]


def refused(camera: Camera) -> list[Picture]:
    page = camera.console("answers/rules/new/")
    page.get_by_label("第 1 个词", exact=True).fill("第(一期")
    page.get_by_label("第 1 个词怎么对上").select_option("regex")
    page.get_by_role("button", name="保存并生效").click()
    page.wait_for_selector("#not-saved")
    above = page.screenshot()
    page.locator("#parts").evaluate("(sheet) => sheet.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(1000)
    return [Picture(above, "hand"), Picture(page.screenshot(), "hand")]


def meanwhile(camera: Camera) -> list[Picture]:
    """Two at one rule: the second sees what the first has saved, beside her own words."""
    second = camera.console("answers/?q=党费")
    second.get_by_role("link", name=re.compile("^党费")).first.click()
    second.wait_for_load_state("networkidle")
    first = camera.console(second.url.partition("/console/")[2], who="admin")
    _save(first, "这个月党费推到十五号交。")
    _save(second, "党费每月十号前交给组织委员。")
    hand = Picture(second.screenshot(), "hand")
    second.set_viewport_size(WIDE)
    return [hand, Picture(second.screenshot(), "wide")]


def _save(page: Page, words: str) -> None:
    page.locator("#parts textarea").first.fill(words)
    page.get_by_role("button", name="保存并生效").click()
    page.wait_for_load_state("networkidle")


def try_it(camera: Camera) -> list[Picture]:
    """Asked in office hours, whatever the hour of the photographer."""
    today = datetime.now(UTC).date()
    wednesday = today + timedelta(days=(2 - today.weekday()) % 7 or 7)
    address = f"answers/try/?q=請問，慰問金怎麼領，党費怎麼交&bound=1&age=72&at={wednesday}T10:00"
    hand, wide = (camera.console(address, wide=wide) for wide in (False, True))
    show(hand, "section[aria-labelledby=win]")
    return [Picture(hand.screenshot(), "hand"), Picture(wide.screenshot(), "wide")]
