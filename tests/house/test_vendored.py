"""Front-end files are what they were when they were vendored, and ask nothing of anybody."""

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.repository import ROOT, text_of, tracked_files

PLAN = tomllib.loads((ROOT / "bin/vendored/files.toml").read_text())
FOLDERS = [ROOT / folder["path"] for folder in PLAN["folder"]]
SPRITES = [ROOT / folder["path"] for folder in PLAN["folder"] if folder["icons"]]


def name_of(folder: Path) -> str:
    return "-".join(folder.relative_to(ROOT / "src").parts[:2])


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_files_are_those_listed_and_unchanged(folder: Path) -> None:
    listed = json.loads((folder / "VENDORED.json").read_text())["sha256"]

    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "VENDORED.json"]

    assert {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files} == listed


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_versions_are_those_package_json_asks_for(folder: Path) -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    packages = json.loads((folder / "VENDORED.json").read_text())["packages"]

    assert packages == {name: wanted[name] for name in packages}


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_package_has_its_licence(folder: Path) -> None:
    packages = json.loads((folder / "VENDORED.json").read_text())["packages"]

    licences = {path.stem for path in (folder / "licences").glob("*.txt")}

    assert licences == {name.strip("@").replace("/", "-") for name in packages}


def test_nothing_packed_lies_beside_what_is_served() -> None:
    """Static files are served from where they lie: an old `.gz` beside one would be sent in its place."""
    packed = [path for path in (ROOT / "src").rglob("*") if path.suffix in {".gz", ".br", ".zst"}]

    assert packed == []


def stylesheets() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".css" and "docs" not in path.parts]


def test_no_stylesheet_reaches_another_host() -> None:
    reaches = re.compile(r"""(?:@import\s+(?:url\()?|url\()\s*["']?(?:https?:)?//""")

    guilty = [str(path.relative_to(ROOT)) for path in stylesheets() if reaches.search(path.read_text())]

    assert (len(stylesheets()) > 0, guilty) == (True, [])


ICON_ASKED = re.compile(
    r"""tabler-icons\.svg\#([a-z0-9-]+)   # an address written out
    | \{%\s*icon\s+["']([a-z0-9-]+)["']  # the template tag of console and portal
    | \bicon\(\s*["']([a-z0-9-]+)["']    # the macro of the sandbox
    | \bicon\s*=\s*["']([a-z0-9-]+)["']  # a name kept in code""",
    re.VERBOSE,
)


def icons_asked_for(package: str) -> set[str]:
    """Every icon named in a package's templates, scripts and code."""
    sources = [
        p for p in tracked_files() if p.is_relative_to(ROOT / "src" / package) and "tests" not in p.parts
    ]
    pages = [path for path in sources if path.suffix in {".html", ".js", ".py"}]
    return {name for page in pages for groups in ICON_ASKED.findall(text_of(page)) for name in groups if name}


@pytest.mark.parametrize("folder", SPRITES, ids=name_of)
def test_every_icon_on_a_page_is_in_the_sprite(folder: Path) -> None:
    sprite = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (folder / "tabler-icons.svg").read_text()))

    asked = icons_asked_for(folder.relative_to(ROOT).parts[1])

    assert (len(asked) > 5, asked - sprite) == (True, set())
