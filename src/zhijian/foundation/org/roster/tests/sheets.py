"""Sheets as townships send them. Everybody in them is made up: no area has the code 990000."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from zhijian.foundation.org.numbers import check_digit

HEADS = ("序号", "姓名", "性别", "身份证号", "入党时间", "联系电话", "备注")


def an_id(number: int, *, year: int = 1952) -> str:
    """Whole, with a check digit that fits, and nobody's."""
    first = f"990000{year}{number % 12 + 1:02}{number % 28 + 1:02}{number % 1000:03}"
    return first + check_digit(first)


def a_sheet(*rows: Sequence[Any], heads: Sequence[str] = ("姓名", "身份证号", "手机号")) -> io.BytesIO:
    """A workbook with a line of headings; numbers as numbers, text as text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("名册")
    for number, row in enumerate([heads, *rows]):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.close()
    out.seek(0)
    return out


def a_csv(*lines: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\n".join(lines).encode(encoding))


def the_villages_sheet(people: Sequence[Sequence[Any]]) -> io.BytesIO:
    """A title, two lines of headings with merged cells, the people, a total, a note. The first is row 5.

    Each of `people`: name, ID number, joined, telephone.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("填表说明").hide()
    sheet = book.add_worksheet("2026年11月")
    sheet.activate()
    sheet.set_first_sheet()
    sheet.merge_range("A1:G1", "河东村党支部党员花名册")
    sheet.merge_range("A2:G2", "填报单位：河东村党支部")
    for area, head in (("A3:A4", "序号"), ("B3:B4", "姓名"), ("G3:G4", "所在党支部")):
        sheet.merge_range(area, head)
    sheet.merge_range("C3:D3", "基本信息")
    sheet.write_row("C4", ("身份证号", "入党时间"))
    sheet.merge_range("E3:F3", "联系方式")
    sheet.write_row("E4", ("手机", "住址"))
    for number, (name, id_number, joined, phone) in enumerate(people):
        sheet.write_number(4 + number, 0, number + 1)
        sheet.write(4 + number, 1, name)
        sheet.write(4 + number, 2, id_number)
        sheet.write_string(4 + number, 3, joined)
        sheet.write(4 + number, 4, phone)
    last = 4 + len(people)
    sheet.merge_range(4, 6, last - 1, 6, "河东村党支部")
    sheet.write(last, 0, "合计")
    sheet.write(last, 1, len(people))
    sheet.merge_range(last + 1, 0, last + 1, 6, "填表人：李敏　联系电话：13900000000")
    sheet.merge_range(last + 2, 0, last + 2, 6, "注：本表一式两份。")
    book.close()
    out.seek(0)
    return out
