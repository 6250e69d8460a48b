"""Reads a workbook in a process of its own: bytes in, JSON out. Run by `sheets`, never imported.

Somebody else's file decides how much memory and time reading takes: one cell in the last corner of a sheet is
a table of seventeen thousand million. Here that ends this process and nothing else.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta

MEMORY_BYTES = 768 << 20
CPU_SECONDS = 20
MOST_SHEETS = 5

PASSWORD, UNREADABLE = 3, 4  # exit codes; whatever else goes wrong ends with another


def main(most_rows: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    from python_calamine import (  # noqa: PLC0415 -- within the limits
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        seen = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        sheets = []
        for name in seen[:MOST_SHEETS]:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most_rows)
            sheets.append({"name": name, "rows": _filled(rows)})
    except PasswordError:
        return PASSWORD
    except CalamineError:
        return UNREADABLE
    json.dump(sheets, sys.stdout)
    return 0


Cell = str | int | float | bool | date | datetime | time | timedelta


def _filled(rows: list[list[Cell]]) -> list[tuple[int, list[str]]]:
    """Rows that hold something, with the number the sheet shows beside them."""
    said = ((number, [_said(cell) for cell in row]) for number, row in enumerate(rows, start=1))
    return [(number, cells) for number, cells in said if any(cell.strip() for cell in cells)]


def _said(cell: Cell) -> str:
    """A cell as it is read on the screen: 12371, not 12371.0."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
