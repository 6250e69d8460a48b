"""What nobody could answer, and what is said instead."""

from tests.shots.camera import Camera, show
from tests.shots.frame import Picture


def unanswered(camera: Camera) -> list[Picture]:
    """What is asked for is on top once thanks and nods are waved through, as one does every day."""
    page = camera.console("answers/unanswered/")
    for button in ("不用答，以后也不列", "看过了"):
        for _ in range(page.get_by_role("button", name=button).count()):
            page.get_by_role("button", name=button).first.click()
            page.wait_for_timeout(600)
    return camera.both("answers/unanswered/")


def made_a_rule(camera: Camera) -> list[Picture]:
    made = camera.console("answers/unanswered/")
    group = made.locator(".like").filter(has_text="老花镜")
    group.get_by_role("link", name="新建规则").click()
    made.wait_for_load_state("networkidle")
    made.get_by_label("第 1 个词", exact=True).fill("老花镜")
    made.locator("#part-0").fill("能借。图书室在镇文化站二楼，早八点到晚八点，门口右手的抽屉里就有。")
    made.wait_for_timeout(1000)
    above = made.screenshot()
    show(made, "#parts")
    return [Picture(above, "hand"), Picture(made.screenshot(), "hand")]


def default_reply(camera: Camera) -> list[Picture]:
    return [
        Picture(camera.console("more/", who="admin").screenshot(), "hand"),
        Picture(camera.console("answers/default-reply/qinghe/", who="admin").screenshot(), "hand"),
    ]


def report_words(camera: Camera) -> list[Picture]:
    return camera.both("answers/report-words/qinghe/", who="admin")
