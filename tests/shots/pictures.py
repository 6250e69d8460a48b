"""What is photographed, in this order: later pictures show what was said for earlier ones."""

from collections.abc import Callable

from tests.shots.camera import Camera, say
from tests.shots.frame import Picture

UNKNOWN = ("党肥", "党徽丢了怎么补领", "图书室能借老花镜吗")


def first_look(camera: Camera) -> list[Picture]:
    phone = camera.table().locator(".holder .phone").nth(1)
    say(phone, ("谢谢", "两学一做"))
    return [
        Picture(phone.screenshot(), "phone"),
        Picture(camera.console("answers/", wide=True).screenshot(), "wide"),
    ]


def signing_in(camera: Camera) -> list[Picture]:
    return [
        Picture(camera.sign_in_page().screenshot(), "hand"),
        Picture(camera.console("").screenshot(), "hand"),
    ]


def rules(camera: Camera) -> list[Picture]:
    whole = camera.console("answers/")
    found = camera.console("answers/")
    found.get_by_label("搜索").press_sequentially("夜校")
    found.wait_for_timeout(1000)
    return [Picture(whole.screenshot(), "hand"), Picture(found.screenshot(), "hand")]


def rule(camera: Camera) -> list[Picture]:
    """The same page in the hand and on a desk."""
    taken = []
    for wide in (False, True):
        page = camera.console("answers/", wide=wide)
        page.get_by_role("link", name="两学一做 等 3 个词").click()
        page.wait_for_load_state("networkidle")
        taken.append(Picture(page.screenshot(), "wide" if wide else "hand"))
    return taken


def refused(camera: Camera) -> list[Picture]:
    page = camera.console("answers/rules/new/")
    page.get_by_label("第 1 个词", exact=True).fill("第(一期")
    page.get_by_label("第 1 个词怎么对上").select_option("regex")
    page.get_by_role("button", name="保存并生效").click()
    page.wait_for_selector("#not-saved")
    above = page.screenshot()
    page.locator("#parts").evaluate("(sheet) => sheet.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    return [Picture(above, "hand"), Picture(page.screenshot(), "hand")]


def phones(camera: Camera) -> list[Picture]:
    table = camera.table()
    old, young = (table.locator(".holder .phone").nth(number) for number in (0, 1))
    say(old, UNKNOWN)
    return [Picture(young.screenshot(), "phone"), Picture(old.screenshot(), "phone")]


def unanswered(camera: Camera) -> list[Picture]:
    waiting = camera.console("answers/unanswered/")
    made = camera.console("answers/unanswered/")
    made.get_by_role("link", name="做成规则").first.click()
    made.wait_for_load_state("networkidle")
    made.get_by_label("文字", exact=True).fill(
        "能借。图书室在镇文化站二楼，早八点到晚八点，门口右手的抽屉里就有。"
    )
    made.wait_for_timeout(1000)
    return [Picture(waiting.screenshot(), "hand"), Picture(made.screenshot(), "hand")]


def default_reply(camera: Camera) -> list[Picture]:
    return [
        Picture(camera.console("more/", who="admin").screenshot(), "hand"),
        Picture(camera.console("answers/default-reply/qinghe/", who="admin").screenshot(), "hand"),
    ]


def desk(camera: Camera) -> list[Picture]:
    table = camera.table()
    table.locator(".logrow .line").first.click()
    table.wait_for_timeout(500)
    return [Picture(table.screenshot(), "table")]


PICTURES: dict[str, Callable[[Camera], list[Picture]]] = {
    "first-look": first_look,
    "signing-in": signing_in,
    "rules": rules,
    "rule": rule,
    "refused": refused,
    "phones": phones,
    "unanswered": unanswered,
    "default-reply": default_reply,
    "desk": desk,
}
