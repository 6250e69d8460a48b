"""The lines of a CSV file of rules, each checked, each with the number an editor shows."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijian.rooms.answers import checking
from zhijian.rooms.answers.cells import unguarded
from zhijian.rooms.answers.errors import ImportRefused, ReplyEmpty, RuleRefused, TooManyParts
from zhijian.rooms.answers.notation import ItemMark, WrittenPart, read

COLUMNS = ("keyword", "match", "reply")

# A quotation mark that is never closed swallows the rest of the file; this ends it early.
csv.field_size_limit(1 << 20)


@dataclass(frozen=True, slots=True)
class Line:
    """`number` is where the line begins; with line ends inside quotation marks it goes on below."""

    number: int
    keyword: str
    match: str
    normal: str
    parts: tuple[WrittenPart, ...]


@dataclass(frozen=True, slots=True)
class BadLine:
    number: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.field}: {self.reason}"


def lines_of(text: str) -> Iterator[Line | BadLine]:
    """Every line after the header. Raises `ImportRefused` for a header that is not ours."""
    rows = _numbered_rows(text)
    header = next(rows, None)
    if isinstance(header, BadLine):
        raise ImportRefused(str(header), code="header-refused", lines=[str(header)])
    order = _order_of(header[1] if header else [])
    for row in rows:
        yield row if isinstance(row, BadLine) else _line(*row, order=order)


def _numbered_rows(text: str) -> Iterator[tuple[int, Sequence[str]] | BadLine]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadLine(begins, "line", _("引号不成对或多了字符（%(error)s）") % {"error": error})
            return  # where the next line begins is anybody's guess
        if row:
            yield begins, row
        begins = reader.line_num + 1


def _order_of(header: Sequence[str]) -> tuple[int, int, int]:
    names = [name.strip().lower() for name in header]
    if sorted(names) != sorted(COLUMNS):
        found = ",".join(header)[:80]
        said = _("第一行要是列名 %(columns)s，现在是“%(found)s”")
        raise ImportRefused(said % {"columns": ",".join(COLUMNS), "found": found}, code="header-refused")
    keyword, match, reply = (names.index(column) for column in COLUMNS)
    return keyword, match, reply


def _line(number: int, row: Sequence[str], *, order: tuple[int, int, int]) -> Line | BadLine:
    if len(row) != len(COLUMNS):
        said = _("要有 %(wanted)d 列，这一行有 %(found)d 列")
        return BadLine(number, "line", said % {"wanted": len(COLUMNS), "found": len(row)})
    keyword, match, cell = (unguarded(row[place]) for place in order)
    match = match.strip().lower()
    try:
        normal = checking.check_keyword(keyword, match=match)
        parts = parts_of(cell)
    except RuleRefused as refused:
        return BadLine(number, refused.field, refused.rule)
    return Line(number, keyword, match, normal, parts)


def parts_of(cell: str) -> tuple[WrittenPart, ...]:
    """What a cell says to reply, each text checked. Raises `RuleRefused`."""
    parts = [part if isinstance(part, ItemMark) else checking.check_text(part) for part in read(cell)]
    if not parts:
        raise ReplyEmpty
    if len(parts) > checking.MOST_PARTS:
        raise TooManyParts(most=checking.MOST_PARTS)
    return tuple(parts)
