"""Take pictures of the docs into docs/images/, from a desk of our own.

`bin/shots` takes them all, `bin/shots today rule` these two. With `--home FOLDER`, and PORT and SANDBOX_PORT
set, it photographs the desk that runs there already.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.shots.camera import Camera
from tests.shots.desk import Desk, desk
from tests.shots.frame import side_by_side
from tests.shots.pictures import PICTURES
from tests.shots.scene import set_scene

CHINESE: dict[str, str | float | bool] = {
    **os.environ,
    "LANGUAGE": "zh_CN",
}  # the browser's own words, as on a file or a date
IMAGES = Path(__file__).resolve().parents[2] / "docs/images"


def main() -> None:
    asked = _asked()
    with _place(asked.home) as place, sync_playwright() as playwright:
        set_scene(place)
        # Chromium will not open its own sandbox for root, and what it opens here is our own page.
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--lang=zh-CN"], env=CHINESE
        )
        camera = Camera(browser, place)
        IMAGES.mkdir(parents=True, exist_ok=True)
        for name, take in PICTURES.items():
            if asked.names and name not in asked.names:
                continue
            picture = side_by_side(browser, take(camera))
            (IMAGES / f"{name}.png").write_bytes(picture)
            sys.stdout.write(f"docs/images/{name}.png  {len(picture) // 1000} kB\n")
            sys.stdout.flush()
        browser.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/shots", description="Take the pictures of the docs again.")
    parser.add_argument("names", nargs="*", metavar="PICTURE", choices=[[], *PICTURES])
    parser.add_argument("--home", type=Path, help="photograph the desk that runs on this folder")
    return parser.parse_args()


@contextmanager
def _place(home: Path | None) -> Iterator[Desk]:
    if home is None:
        with desk() as place:
            yield place
    else:
        yield Desk(home, int(os.environ["PORT"]), int(os.environ["SANDBOX_PORT"]))


if __name__ == "__main__":
    main()
