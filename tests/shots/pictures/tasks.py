"""Long work: how far it is, and what came of what was done."""

from tests.shots.camera import Camera
from tests.shots.frame import Picture

ROWS = 4000


def task(camera: Camera) -> list[Picture]:
    """An import that takes a while, on its way and done."""
    page = camera.console("answers/import/")
    rows = "".join(f"门牌 {n} 号,exact,{n} 号归第 {n % 9 + 1} 网格，找网格员。\n" for n in range(1, ROWS))
    table = ("keyword,match,reply\n" + rows).encode()
    page.set_input_files("#table", {"name": "门牌和网格员.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="看看会改什么").click()
    page.wait_for_load_state("networkidle")
    page.locator(".actbar button").click()
    page.wait_for_timeout(1500)
    return [Picture(page.screenshot(), "hand"), *camera.both("tasks/")[1:]]
