"""A table somebody uploads: Excel (.xlsx, .xls) or CSV, read into rows with the numbers the sheet shows."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from django.utils.translation import gettext as _

from zhijian.rooms.answers import sheet_child
from zhijian.rooms.answers.cells import unguarded
from zhijian.rooms.answers.encodings import text_of
from zhijian.rooms.answers.errors import ImportRefused

MOST_BYTES: Final = 5 << 20
MOST_ROWS: Final = 20_000
MOST_INFLATED: Final = 100 << 20
LONGEST_SECONDS: Final = 30

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is empty for a CSV file."""

    name: str
    rows: Sequence[Row]


def sheets_of(data: bytes) -> list[Sheet]:
    """Every visible sheet, the first ones first. Raises `ImportRefused`, in words, for anything else.

    What the file is, its first bytes say, whatever it is called.
    """
    if not data.strip():
        _refuse("file-empty", _("这个文件是空的。"))
    if len(data) > MOST_BYTES:
        _refuse("file-too-large", _("文件超过 %(most)d MB，请分成几个再传。") % {"most": MOST_BYTES >> 20})
    if data.startswith(_ZIP):
        _look_into_zip(data)
        return _read_workbook(data)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            _refuse_password()
        return _read_workbook(data)
    return [Sheet("", list(_csv_rows(text_of(data))))]


def _look_into_zip(data: bytes) -> None:
    """Refuse what is no workbook, and what says of itself that it unfolds into too much."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        _refuse_broken()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        kind = _("这是 Word 文件") if "word/document.xml" in names else _("这不是 Excel 表格")
        _refuse("file-unknown", _("%(kind)s。请传 .xlsx、.xls 或 .csv。") % {"kind": kind})
    if any(entry.flag_bits & 1 for entry in entries):
        _refuse_password()
    if sum(entry.file_size for entry in entries) > MOST_INFLATED:
        _refuse_inflated()


def _read_workbook(data: bytes) -> list[Sheet]:
    reader = [sys.executable, "-I", str(Path(sheet_child.__file__)), str(MOST_ROWS + 20)]
    try:
        done = subprocess.run(reader, input=data, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        _refuse_inflated()
    if done.returncode == sheet_child.PASSWORD:
        _refuse_password()
    if done.returncode == sheet_child.UNREADABLE:
        _refuse_broken()
    if done.returncode != 0:
        _refuse_inflated()
    return [
        Sheet(sheet["name"], [(n, cells) for n, cells in sheet["rows"]]) for sheet in json.loads(done.stdout)
    ]


def _csv_rows(text: str) -> Iterator[Row]:
    first_line = text.partition("\n")[0]
    # Chinese Excel writes a tab between columns when one saves as “Unicode text”.
    comma = max(",\t;", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=comma)
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            _refuse("line-broken", _("第 %(line)d 行起，引号不成对，读不下去了。") % {"line": begins})
        if any(cell.strip() for cell in row):
            yield begins, [unguarded(cell) for cell in row]
        begins = reader.line_num + 1


def _refuse(code: str, why: str) -> NoReturn:
    raise ImportRefused(why, code=code)


def _refuse_password() -> NoReturn:
    _refuse("file-locked", _("这个文件设了密码，我们打不开。请在 Excel 里去掉密码，再传一次。"))


def _refuse_broken() -> NoReturn:
    _refuse("file-broken", _("这个文件打不开，可能传的时候坏了。请在 Excel 里打开、另存一份，再传一次。"))


def _refuse_inflated() -> NoReturn:
    _refuse(
        "file-inflated",
        _("这个文件不大，展开来却大得不寻常，没有往下读。请把要导入的几列复制到新表里再传。"),
    )
