"""An account that already runs: what was made in WeChat's back end comes over."""

from typing import Any

from playwright.sync_api import Page

from tests.shots.camera import Camera
from tests.shots.frame import Picture
from tests.shots.pictures.accounts import APPID, connected


def text(content: str) -> dict[str, Any]:
    return {"type": "text", "content": content}


def rule(name: str, words: list[tuple[str, str]], *said: Any, mode: str = "reply_all") -> dict[str, Any]:
    """As `get_current_autoreply_info` tells it."""
    keywords = [{"type": "text", "match_mode": match, "content": word} for word, match in words]
    return {
        "rule_name": name,
        "create_time": 1_760_000_000,
        "reply_mode": mode,
        "keyword_list_info": keywords,
        "reply_list_info": list(said),
    }


AUTOREPLY: dict[str, Any] = {
    "is_add_friend_reply_open": 1,
    "is_autoreply_open": 1,
    "add_friend_autoreply_info": text("欢迎来到河东村。发“会议”看这个月的安排。"),
    "message_default_autoreply_info": text("没看懂，请打村委会电话。"),
    "keyword_autoreply_info": {
        "list": [
            rule(
                "会议安排",
                [("会议", "contain"), ("开会", "contain")],
                text("每月第三个周六下午三点，文化礼堂。"),
            ),
            rule(
                "找书记",
                [("书记", "contain")],
                text("周二、周四上午在村委会。"),
                text("急事打公示栏上的电话。"),
            ),
            rule(
                "每日一句",
                [("一句", "equal")],
                text("学一点，做一点。"),
                text("小事办好，就是大事。"),
                mode="random_one",
            ),
            rule("党费", [("党费", "contain")], text("每月十号前交给组织委员。")),
            rule("党费标准", [("党费", "contain"), ("标准", "equal")], text("按收入算，问组织委员。")),
            rule("水费", [("水费", "equal")], text("每季度一次，收费点在老供销社。")),
        ]
    },
}
MENU = [
    {"type": "text", "name": "值班", "value": "周一到周五，村委会一楼。"},
    {
        "name": "看一看",
        "sub_button": {"list": [{"type": "view", "name": "村史馆", "url": "http://localhost/m/"}]},
    },
]


def takeover(camera: Camera) -> list[Picture]:
    address = f"{connected(camera)}takeover/"
    place = camera.place
    place.ask("PATCH", f"apps/{APPID}", server_enabled=False)
    place.ask("PUT", f"apps/{APPID}/autoreply", **AUTOREPLY)
    place.ask("PUT", f"apps/{APPID}/backend-menu", button=MENU)
    page = camera.console(address, who="admin")
    fetch = page.get_by_role("button", name="取回来看看")
    if fetch.count():
        fetch.click()
    _fetched(page, f"{place.product}/console/{address}")
    return camera.both(address, who="admin")


def taken_over(camera: Camera) -> list[Picture]:
    """All decided, the rules brought over, and Zhijian answers from now on."""
    address = f"{connected(camera)}takeover/"
    page = camera.console(address, who="admin")
    for name in ("都按建议定", "就这样定", "接过来"):
        _press(page, name)
    camera.place.ask("PATCH", f"apps/{APPID}", server_enabled=True)
    _press(page, "我已经启用了")
    return camera.both(address, who="admin")


def _press(page: Page, name: str) -> None:
    """Nothing where there is no such button: the one before may have done it all."""
    button = page.get_by_role("button", name=name, exact=True).first
    if button.is_visible():
        button.click()
        page.wait_for_timeout(3000)  # asked for too soon, the page would call its own post off
        page.reload()
        page.wait_for_load_state("networkidle")


def _fetched(page: Page, address: str) -> None:
    for _ in range(20):
        page.goto(address)
        if page.locator("#steps").count():
            return
        page.wait_for_timeout(1000)
    raise SystemExit("what WeChat's back end holds was not fetched")
