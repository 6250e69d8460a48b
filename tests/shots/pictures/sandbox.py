"""The WeChat on the desk: its phones, its faults, the town that practises, a push."""

import time

from playwright.sync_api import Page

from tests.shots.camera import Camera, say
from tests.shots.desk import Desk
from tests.shots.frame import Picture
from tests.shots.pictures.accounts import APPID, connected, follow
from tests.shots.scene import PRACTICE_SECONDS, qinghe_of
from zhijian_sandbox.samples import picture

UNKNOWN = ("党肥", "图书室能借老花镜吗")


def phones(camera: Camera) -> list[Picture]:
    table = camera.table()
    old, young = (table.locator(".holder .phone").nth(number) for number in (0, 1))
    say(young, ("两学一做",))
    say(old, UNKNOWN)
    return [Picture(young.screenshot(), "phone"), Picture(old.screenshot(), "phone")]


def desk(camera: Camera) -> list[Picture]:
    table = camera.table()
    _open_chats(table)
    table.get_by_role("button", name="来话", exact=True).click()
    table.wait_for_timeout(500)
    table.locator(".logrow .line").locator("visible=true").first.click()
    table.wait_for_timeout(500)
    return [Picture(table.screenshot(), "table")]


def _open_chats(table: Page) -> None:
    for number in (0, 1):
        phone = table.locator(".holder .phone").nth(number)
        if phone.locator("[data-chat]").first.is_visible():
            phone.locator("[data-chat]").first.click()
    table.wait_for_timeout(500)


def faults(camera: Camera) -> list[Picture]:
    table = camera.table()
    _open_chats(table)
    table.locator("[data-days] button").first.click()
    table.wait_for_timeout(1000)
    taken = [Picture(table.screenshot(), "table")]
    camera.place.ask("DELETE", "faults")
    return taken


def practice(camera: Camera) -> list[Picture]:
    camera.place.ask("POST", "practice", appid=qinghe_of(camera.place), per_minute=60, people=500)
    page = camera.table("practice")
    page.wait_for_timeout(1000 * PRACTICE_SECONDS)
    taken = [Picture(page.screenshot(), "table")]
    camera.place.ask("DELETE", "practice")
    return taken


def push(camera: Camera) -> list[Picture]:
    """The same phone: its list, the folder of subscriptions, and the push opened in the chat."""
    connected(camera)
    _push(camera.place)
    phone = camera.table().locator(".holder .phone").nth(1)
    back = phone.get_by_label("返回")
    if back.count():
        back.first.click()
    phone.page.wait_for_timeout(500)
    listed = phone.screenshot()
    phone.get_by_text("订阅号消息").first.click()
    phone.page.wait_for_timeout(500)
    folder = phone.screenshot()
    phone.locator("[data-page=folder]").get_by_text("河东村党支部").first.click()
    phone.page.wait_for_timeout(800)
    return [Picture(one, "phone") for one in (listed, folder, phone.screenshot())]


def _push(place: Desk) -> None:
    place.ask("PATCH", f"apps/{APPID}", server_enabled=True)
    follow(place)
    cover = place.call(APPID, "material/add_material", media=("cover.png", picture()))["media_id"]
    articles = [
        {"title": title, "author": "河东村", "content": f"<p>{title}</p>", "thumb_media_id": cover}
        for title in ("桥头的沙箱，又添满了", "周六下午三点，文化礼堂见")
    ]
    draft = place.call(APPID, "draft/add", {"articles": articles})["media_id"]
    pushed = {"filter": {"is_to_all": True}, "msgtype": "mpnews", "mpnews": {"media_id": draft}}
    place.call(APPID, "message/mass/sendall", {**pushed, "send_ignore_reprint": 0})
    time.sleep(4)
