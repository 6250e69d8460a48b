"""A table brought in: chosen, looked at, done, and still to be taken back."""

from tests.shots.camera import Camera
from tests.shots.frame import Picture

TABLE = """keyword,match,reply
居住证,contains,居住证在镇便民服务中心二号窗口办，带身份证和租房合同。
老花镜,contains,图书室门口右手的抽屉里就有，看完放回去。
党费,exact,党费每月十号前交给支部组织委员。
第(几期,regex,往期都在首页。
夜校报名,contains,
"""


def importing(camera: Camera) -> list[Picture]:
    page = camera.console("answers/import/")
    page.set_input_files(
        "#table", {"name": "十一月新加的.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    chosen = page.screenshot()
    page.get_by_role("button", name="看看会改什么").click()
    page.wait_for_load_state("networkidle")
    looked_at = page.screenshot()
    page.locator(".actbar button").click()
    page.wait_for_load_state("networkidle")
    return [Picture(one, "hand") for one in (chosen, looked_at, page.screenshot())]
