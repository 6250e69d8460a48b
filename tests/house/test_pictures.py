"""The pictures of the docs: taken by the script, shown on a page, small enough for a slow line."""

import re
import struct

from tests.house.repository import ROOT, text_of, tracked_files
from tests.shots.pictures import PICTURES

IMAGES = ROOT / "docs/images"
MOST_BYTES = 250_000
SHOWN = re.compile(r"!\[[^\]]+\]\((?:docs/|\.\./)?images/([a-z-]+)\.png\)")


def test_pictures_are_those_the_script_takes() -> None:
    assert {path.name for path in IMAGES.iterdir()} == {f"{name}.png" for name in PICTURES}


def test_every_picture_is_shown_with_words_for_those_who_do_not_see_it() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md"]

    assert {name for page in pages for name in SHOWN.findall(text_of(page))} == set(PICTURES)


def test_pictures_are_small_and_sharp() -> None:
    sizes = {path.name: path.stat().st_size for path in IMAGES.iterdir()}
    widths = {path.name: struct.unpack(">I", path.read_bytes()[16:20])[0] for path in IMAGES.iterdir()}

    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert {name: width for name, width in widths.items() if width < 1100} == {}
