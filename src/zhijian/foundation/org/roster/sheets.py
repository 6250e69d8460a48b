"""A table somebody has: .xlsx, .xls, CSV; read row by row, with the numbers the sheet shows beside them."""

import csv
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from django.utils.translation import gettext as _

from zhijian.foundation.org.roster import workbook_child
from zhijian.foundation.org.roster.encodings import encoding_of
from zhijian.foundation.org.roster.errors import SheetRefused

MOST_BYTES: Final = 200 << 20
MOST_ROWS: Final = 1_000_000
MOST_INFLATED: Final = 2 << 30

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB = (b"<html", b"<!doc", b"<tabl", b"<meta", b"<?xml")

# A number is one only in a workbook: there it may have lost digits. In a CSV everything is text.
Cell = str | int | float | bool | date
Row = tuple[int, list[Cell]]
Range = tuple[int, int, int, int]  # first row and column, last row and column; counted from 0


@dataclass(slots=True)
class Table:
    """One sheet; `rows` can be gone through once, and holds only rows in which something stands."""

    rows: Iterator[Row]
    name: str = ""  # of the sheet; a CSV has none
    merged: Sequence[Range] = ()
    hidden_rows: int = 0
    close: Callable[[], None] = field(default=lambda: None)


def open_table(file: IO[bytes], *, sheet: str | None = None) -> Table:
    """The first visible sheet, or the one of that name. Raises `SheetRefused`, in words, for anything else.

    What the file is, its first bytes say, whatever it is called. What is wrong further down may still be
    raised while the rows are gone through.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    start = file.read(4096)
    if not start.strip():
        refuse("file-empty", _("这个文件是空的。"))
    if size > MOST_BYTES:
        refuse("file-too-large", _("文件超过 %(most)d MB，请分成几个再导入。") % {"most": MOST_BYTES >> 20})
    file.seek(0)
    if start.startswith(_ZIP):
        _look_into_zip(file)
        return _open_workbook(file, sheet)
    if start.startswith(_OLE):
        _look_into_ole(file)
        return _open_workbook(file, sheet)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB):
        refuse(
            "file-web", _("这个文件其实是网页，只是叫了表格的名字。请在 Excel 里打开，另存为 .xlsx 再来。")
        )
    if sheet is not None:
        refuse("sheet-unknown", _("CSV 文件里没有工作表，不用指定“%(sheet)s”。") % {"sheet": sheet})
    return Table(rows=_csv_rows(file))


# --- Workbooks ----------------------------------------------------------------------------------


def _look_into_zip(file: IO[bytes]) -> None:
    """Refuse what is no workbook, and what says of itself that it unfolds into too much."""
    try:
        entries = zipfile.ZipFile(file).infolist()
    # The library says NotImplementedError of a file that names a version of ZIP it does not know.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        _refuse_broken()
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        _refuse_password()
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        kind = _("这是 Word 文件") if "word/document.xml" in names else _("这不是 Excel 表格")
        refuse("file-unknown", _("%(kind)s。请用 .xlsx、.xls 或 .csv。") % {"kind": kind})
    if sum(entry.file_size for entry in entries) > MOST_INFLATED:
        _refuse_inflated()


def _look_into_ole(file: IO[bytes]) -> None:
    if _ENCRYPTED in file.read(1 << 20):
        _refuse_password()


def _open_workbook(file: IO[bytes], sheet: str | None) -> Table:
    """In a process of its own: bytes in, a line of JSON a row out. This one never holds the whole sheet."""
    with suppress(OSError):
        file.seek(0)
    kept = None if _is_a_real_file(file) else _put_on_disk(file)
    reader = [sys.executable, "-I", str(Path(workbook_child.__file__)), str(MOST_ROWS), sheet or ""]
    child = subprocess.Popen(
        reader, stdin=kept or file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    if kept:
        kept.close()  # the child has its own hold of it
    close = _closer(child)
    first = child.stdout.readline() if child.stdout else ""
    try:
        about = json.loads(first)
    except ValueError:
        close()
        _refuse_by_code(child.returncode, sheet)
    if "sheets" in about:
        close()
        says = _("文件里没有叫“%(sheet)s”的工作表。它有：%(there)s。")
        if sheet is None:
            says = _("这个文件里没有一张看得见的工作表。它有：%(there)s。")
        there = _("、").join(about["sheets"][:10])
        refuse("sheet-unknown", says % {"sheet": sheet, "there": there})
    return Table(
        rows=_workbook_rows(child, close, sheet),
        name=about["name"],
        merged=[(top, left, bottom, right) for (top, left), (bottom, right) in about["merged"]],
        hidden_rows=about["hidden"],
        close=close,
    )


def _workbook_rows(
    child: "subprocess.Popen[str]", close: Callable[[], None], sheet: str | None
) -> Iterator[Row]:
    try:
        for line in child.stdout or ():
            number, cells = json.loads(line)
            yield number, [_cell(value) for value in cells]
        child.wait()
    except ValueError:
        _refuse_broken()  # it died in the middle of a line
    finally:
        close()
    if child.returncode:
        _refuse_by_code(child.returncode, sheet)


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return value if isinstance(value, str | int | float | bool) else ""


def _closer(child: "subprocess.Popen[str]") -> Callable[[], None]:
    def close() -> None:
        if child.stdout and not child.stdout.closed:
            child.stdout.close()
        try:
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    return close


def _is_a_real_file(file: IO[bytes]) -> bool:
    try:
        return file.fileno() >= 0 and file.seek(0) == 0
    except (OSError, AttributeError, ValueError):
        return False


def _put_on_disk(file: IO[bytes]) -> IO[bytes]:
    """Without a name: nobody else can open it, and it is gone with us."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 -- closed once the child has it
    file.seek(0)
    while piece := file.read(1 << 20):
        kept.write(piece)
    kept.seek(0)
    return kept


# --- CSV ----------------------------------------------------------------------------------------


def _csv_rows(file: IO[bytes]) -> Iterator[Row]:
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        sample = text.read(20_000)
        file.seek(0)
        text.detach()
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        yield from _records(text, delimiter=_delimiter_in(sample))
    finally:
        with suppress(ValueError):
            text.detach()


def _records(text: IO[str], *, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(text, strict=True, delimiter=delimiter)
    number = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            refuse("record-broken", _("第 %(row)d 行起，引号不成对，读不下去了。") % {"row": number + 1})
        number += 1
        if number > MOST_ROWS:
            _refuse_rows()
        if any(cell.strip() for cell in record):
            yield number, list[Cell](record)


def _delimiter_in(sample: str) -> str:
    """Chinese Excel writes tabs when one saves as “Unicode text”, and semicolons in some countries."""
    lines = [line for line in sample.splitlines()[:30] if line.strip()]
    return max(",\t;", key=lambda sign: sum(line.count(sign) for line in lines))


# --- Refusing -----------------------------------------------------------------------------------


def refuse(code: str, why: str) -> NoReturn:
    raise SheetRefused(why, code=code)


def _refuse_by_code(code: int | None, sheet: str | None) -> NoReturn:
    if code == workbook_child.PASSWORD:
        _refuse_password()
    if code == workbook_child.TOO_MANY_ROWS:
        _refuse_rows()
    if code == workbook_child.UNREADABLE:
        _refuse_broken()
    _refuse_inflated()


def _refuse_rows() -> NoReturn:
    refuse("rows-too-many", _("一张表最多读 %(most)d 行，请分成几个再导入。") % {"most": MOST_ROWS})


def _refuse_password() -> NoReturn:
    refuse("file-locked", _("这个文件设了密码，打不开。请在 Excel 里去掉密码，再导入一次。"))


def _refuse_broken() -> NoReturn:
    refuse("file-broken", _("这个文件打不开，可能传的时候坏了。请在 Excel 里打开、另存一份，再导入一次。"))


def _refuse_inflated() -> NoReturn:
    refuse(
        "file-inflated",
        _("这个文件不大，展开来却大得不寻常，没有往下读。请把要导入的几列复制到新表里再导入。"),
    )
