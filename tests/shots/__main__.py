"""Take every picture of the docs into docs/images/, from a desk of our own."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.shots.camera import Camera
from tests.shots.desk import desk
from tests.shots.frame import side_by_side
from tests.shots.pictures import PICTURES

IMAGES = Path(__file__).resolve().parents[2] / "docs/images"


def main() -> None:
    with desk() as place, sync_playwright() as playwright:
        # Chromium will not open its own sandbox for root, and what it opens here is our own page.
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        camera = Camera(browser, place)
        IMAGES.mkdir(parents=True, exist_ok=True)
        for name, take in PICTURES.items():
            picture = side_by_side(browser, take(camera))
            (IMAGES / f"{name}.png").write_bytes(picture)
            sys.stdout.write(f"docs/images/{name}.png  {len(picture) // 1024} kB\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
