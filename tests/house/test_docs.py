"""The docs site builds without a warning and asks nobody else for anything."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    warnings = [line for line in build.stderr.splitlines() if "WARNING" in line]
    assert (build.returncode, warnings) == (0, [])
    return folder


@pytest.mark.timeout(180)
def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r"""<(?:script|link|img|iframe|source|video|audio)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//[^"'\s>]*"""
    )
    pages = list(site.rglob("*.html"))

    found = {match[0] for page in pages for match in loads.finditer(page.read_text())}

    assert (len(pages) > 15, found) == (True, set())


@pytest.mark.timeout(180)
def test_stylesheets_load_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(r"""(?:@import\s*|url\(\s*)["']?(?:https?:)?//[^"')]*""")
    sheets = list(site.rglob("*.css"))

    found = {match[0] for sheet in sheets for match in loads.finditer(sheet.read_text())}

    assert (len(sheets) > 0, found) == (True, set())


def test_every_decision_is_dated_and_listed() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    index = (ROOT / "docs/decisions/index.md").read_text()
    nav = (ROOT / "mkdocs.yml").read_text()

    head = re.compile(r"# (\d{4}) .+\n\n\d{4}-\d\d-\d\d，(已采纳 accepted|已由 \d{4} 取代 superseded)\n")
    heads = [head.match(path.read_text()) for path in decisions]

    assert [head[1] if head else None for head in heads] == [path.name[:4] for path in decisions]
    assert [p.name for p in decisions if p.name not in index or p.name not in nav] == []
