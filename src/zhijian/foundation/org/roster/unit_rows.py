"""A list of units as a table: code, superior, name, type; in any order, headings in Chinese or English."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from django.utils.translation import gettext as _

from zhijian.foundation.org import kinds
from zhijian.foundation.org.roster.cells import text_of
from zhijian.foundation.org.roster.errors import SheetRefused
from zhijian.foundation.org.roster.headings import tidy_heading
from zhijian.foundation.org.roster.sheets import Row, open_table

LOOKED_AT: Final = 30
_KNOWN: Final = {
    "code": ("code", "编号", "组织编号", "组织代码", "组织编码", "代码", "编码", "unitcode"),
    "superior": (
        "superior", "上级", "上级编号", "上级组织",
        "上级组织编号", "上级代码", "上级组织代码", "上级编码", "parent",
    ),
    "name": ("name", "名称", "组织名称", "全称", "组织全称", "单位名称", "支部名称"),
    "kind": ("type", "kind", "类型", "组织类型", "类别", "组织类别"),
    "short_name": ("shortname", "short_name", "简称", "组织简称"),
}  # fmt: skip
_LONGEST: Final = {"code": 40, "name": 120, "kind": kinds.LONGEST, "short_name": 40}


@dataclass(slots=True)
class UnitRow:
    """What a row says; empty cells say nothing. `wrong` is why it cannot be taken."""

    number: int
    code: str
    superior: str
    name: str
    kind: str
    short_name: str
    wrong: str = ""


def unit_rows_in(file: IO[bytes], *, sheet: str | None = None) -> list[UnitRow]:
    """Raises `SheetRefused`, with one sentence, for what cannot be read as a list of units."""
    table = open_table(file, sheet=sheet)
    try:
        rows = list(_rows(table.rows))
    finally:
        table.close()
    first: dict[str, int] = {}
    for row in rows:
        if row.code and (earlier := first.setdefault(row.code, row.number)) != row.number:
            row.wrong = row.wrong or _("编号和第 %(row)d 行的一样") % {"row": earlier}
    return rows


def _rows(rows: Iterator[Row]) -> Iterator[UnitRow]:
    columns: dict[str, int] = {}
    looked_at = 0
    for number, cells in rows:
        texts = [text_of(cell) for cell in cells]
        if not columns:
            looked_at += 1
            columns = _columns(texts)
            if not columns and looked_at == LOOKED_AT:
                break
            continue
        said = {name: texts[at] if at < len(texts) else "" for name, at in columns.items()}
        if any(said.values()):
            yield _row(number, said)
    if not columns:
        raise SheetRefused(
            _("找不到列名。表里要有 code（编号）、superior（上级）、name（名称）、type（类型）这几列。"),
            code="header-missing",
        )


def _columns(texts: list[str]) -> dict[str, int]:
    tidied = [tidy_heading(text) for text in texts]
    found = {
        name: next(at for at, said in enumerate(tidied) if said in known)
        for name, known in _KNOWN.items()
        if any(said in known for said in tidied)
    }
    return found if {"code", "name"} <= found.keys() else {}


def _row(number: int, said: dict[str, str]) -> UnitRow:
    row = UnitRow(
        number,
        said["code"],
        said.get("superior", ""),
        " ".join(said["name"].split()),
        said.get("kind", ""),
        said.get("short_name", ""),
    )
    if not row.code:
        row.wrong = _("没有编号")
    elif not row.name:
        row.wrong = _("没有名称")
    elif any(len(getattr(row, name)) > most for name, most in _LONGEST.items()):
        row.wrong = _("编号、名称、简称或类型太长")
    elif row.code == row.superior:
        row.wrong = _("上级就是它自己")
    return row
