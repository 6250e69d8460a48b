"""The life that is photographed: a month of use, words on the phones, a town that writes by itself."""

import time

from tests.shots.desk import Desk

QUESTIONS = {
    "phone-1": ("党肥", "党徽丢了怎么补领", "图书室能借老花镜吗", "图书室借不借老花镜"),
    "phone-2": ("谢谢", "图书室老花镜在哪借", "积分榜在哪看", "两学一做", "停车场收费吗"),
}
PRACTICE_SECONDS = 30


def set_scene(place: Desk) -> None:
    """Once a desk; what is said before the first picture is on every one."""
    place.run("tests.shots.month")
    if place.ask("GET", "practice")["plan"]:
        return
    time.sleep(3)  # a gateway follows changed rules within two seconds
    for phone, words in QUESTIONS.items():
        for said in words:
            place.ask(
                "POST", f"followers/{phone}/acts", act="text", appid=qinghe_of(place), content=said, wait=True
            )
    let_town_write(place, seconds=PRACTICE_SECONDS)


def let_town_write(place: Desk, *, seconds: float, per_minute: float = 40) -> None:
    place.ask("POST", "practice", appid=qinghe_of(place), per_minute=per_minute, people=500)
    time.sleep(seconds)
    place.ask("DELETE", "practice")
    time.sleep(2)


def qinghe_of(place: Desk) -> str:
    """The sample's account, also when others stand beside it."""
    return next(str(app["appid"]) for app in place.ask("GET", "apps")["apps"] if app["name"] == "青禾镇党建")
