"""A number in code or docs (T12, I10, A3 …) leads somewhere: to the table that says what it promises."""

import re
from pathlib import Path

from tests.house.repository import ROOT, text_of, tracked_files

TABLES = (ROOT / "docs/requirements.md", ROOT / "docs/threat-model.md")
ROW = re.compile(r"^\| ([ABCDTI]\d{1,2})\b", re.MULTILINE)
CITED = re.compile(r"(?<![\w%:/.\"-])([ABCDTI]\d{1,2})(?![\w%:\"-])")
READ = {".py", ".md", ".js", ".html", ".css", ".toml"}


def numbers() -> set[str]:
    return {number for table in TABLES for number in ROW.findall(table.read_text())}


def places_that_cite() -> list[Path]:
    return [
        path
        for path in tracked_files()
        if path.suffix in READ and path not in TABLES and "vendor" not in path.parts
    ]


def test_every_number_cited_stands_in_a_table() -> None:
    cited = {
        number: str(path.relative_to(ROOT))
        for path in places_that_cite()
        for number in CITED.findall(text_of(path))
    }

    astray = {number: place for number, place in cited.items() if number not in numbers()}

    assert (len(cited) > 0, astray) == (True, {})


def test_numbers_run_without_a_gap() -> None:
    found = {letter: {int(n[1:]) for n in numbers() if n[0] == letter} for letter in "ABCDTI"}

    last = {"A": 4, "B": 4, "C": 6, "D": 8, "T": 15, "I": 15}
    assert found == {letter: set(range(1, most + 1)) for letter, most in last.items()}
