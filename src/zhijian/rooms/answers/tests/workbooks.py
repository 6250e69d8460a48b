"""Workbooks for tests, as Excel would write them."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

HEADINGS = ("关键词", "怎么对上", "回复")


def a_workbook(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, title: str = "") -> bytes:
    """The headings on the first row, or below a title."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("规则")
    above = [[title]] if title else []
    for number, row in enumerate([*above, headings, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def a_zip(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()
