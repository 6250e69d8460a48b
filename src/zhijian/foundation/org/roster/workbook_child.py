"""Reads a workbook in a process of its own: bytes in, JSON out, a line a row. Run by `sheets`.

Somebody else's file decides how much memory and time reading takes: one cell in the last corner of a sheet is
a table of seventeen thousand million. Here that ends this process and nothing else.
"""

import io
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import chain

MEMORY_BYTES = 3 << 30
CPU_SECONDS = 120

# Exit codes; whatever else goes wrong ends with another.
PASSWORD, UNREADABLE, TOO_MANY_ROWS = 3, 4, 5

_HIDDEN_ROW = re.compile(rb'<row [^>]*hidden="(?:1|true)"[^>]*>')


def main(most_rows: int, wanted: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import (  # noqa: PLC0415 -- within the limits
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    data = sys.stdin.buffer.read()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        seen = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
        name = wanted if wanted in [one.name for one in sheets] else "" if wanted else next(iter(seen), "")
        if not name:
            json.dump({"sheets": seen or [one.name for one in sheets]}, sys.stdout)
            return 0
        sheet = book.get_sheet_by_name(name)
        if sheet.end and sheet.end[0] >= most_rows:
            return TOO_MANY_ROWS
        merged = sheet.merged_cell_ranges or []
        hidden = hidden_rows(data, [one.name for one in book.sheets_metadata].index(name))
        about = {"name": name, "merged": merged, "hidden": hidden}
        print(json.dumps(about), flush=True)  # noqa: T201 -- to the one who started us
        left = [""] * (sheet.start[1] if sheet.start else 0)
        write = sys.stdout.write
        # Rows are counted from the first of the sheet, columns from the first that holds something.
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = [said(cell) for cell in chain(left, row)]
            if any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in cells):
                write(json.dumps((number, cells), ensure_ascii=False))
                write("\n")
    except PasswordError:
        return PASSWORD
    except CalamineError as error:
        return PASSWORD if "password" in str(error).lower() else UNREADABLE
    return 0


Cell = str | int | float | bool | date | datetime | time | timedelta


def said(cell: Cell) -> object:
    """Text as text, numbers as numbers, days as days: what they mean is decided elsewhere."""
    if isinstance(cell, str | bool):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, date):  # a moment is a day as well
        return {"day": cell.isoformat()[:10]}
    return cell if isinstance(cell, int) else str(cell)


def hidden_rows(data: bytes, position: int) -> int:
    """How many rows the sheet keeps out of sight. 0 where the format does not say it plainly."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = archive.read("xl/workbook.xml")
            links = archive.read("xl/_rels/workbook.xml.rels")
            keys = re.findall(rb'<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"', book)
            link = next(
                part
                for part in re.findall(rb"<Relationship\b[^>]*>", links)
                if b'Id="%s"' % keys[position] in part
            )
            target = re.search(rb'Target="/?(?:xl/)?([^"]+)"', link)
            if target is None:
                return 0
            count, rest = 0, b""
            with archive.open(f"xl/{target[1].decode()}") as sheet:
                while (piece := sheet.read(1 << 20)) and len(rest) < 1 << 20:
                    seen = rest + piece
                    end = seen.rfind(b">") + 1
                    count += len(_HIDDEN_ROW.findall(seen, 0, end))
                    rest = seen[end:]
            return count
    except (
        KeyError,
        IndexError,
        StopIteration,
        zipfile.BadZipFile,
        ValueError,
        OSError,
        NotImplementedError,  # packed in a way the library does not know
    ):
        return 0


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]), sys.argv[2]))
    except BrokenPipeError:
        sys.exit(0)  # whoever listened has heard enough
