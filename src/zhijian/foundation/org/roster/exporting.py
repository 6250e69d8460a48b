"""The roster as a sheet for people: every cell a text, numbers masked unless somebody may and says why."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

import xlsxwriter
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from zhijian.foundation import audit
from zhijian.foundation.org import numbers, queries
from zhijian.foundation.org.models import Label, Member, Office, Unit
from zhijian.foundation.org.paths import end_of
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState

# A sheet speaks Chinese whoever asks for it, so that it can be read again by anybody (roster.headings).
COLUMNS: Final[Mapping[str, str]] = {
    "code": "成员编号",
    "name": "姓名",
    "unit_code": "组织编号",
    "unit": "所在组织",
    "id_number": "身份证号",
    "phone": "手机号",
    "birth_year": "出生年份",
    "joined": "入党时间",
    "labels": "标签",
    "offices": "职务",
    "state": "状态",
}
ALWAYS: Final = ("code", "name")
SEALED: Final = frozenset({"id_number", "phone"})
_STATES: Final = {"active": "在册", "moved": "已转出", "left": "已离开", "died": "已去世"}
_WIDTHS: Final = {"unit": 36, "id_number": 22, "phone": 16, "name": 14, "labels": 20, "offices": 20}
_AT_ONCE: Final = 1000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_BOM: Final = "\ufeff"  # without it Chinese Excel takes the file for GBK


class ReasonMissing(Exception):
    """Whole numbers leave the house only with a reason that can be read later."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `columns` in the order of COLUMNS, whatever order they were named in."""

    scope: Scope
    unit: Unit | None = None
    columns: Sequence[str] = tuple(COLUMNS)
    is_unmasked: bool = False
    reason: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(column for column in COLUMNS if column in ALWAYS or column in self.columns)


def members_of(wish: Wish) -> QuerySet[Member]:
    found = queries.members_within(wish.scope)
    if wish.unit:
        top = wish.unit.path
        found = found.filter(unit__path__gte=top, unit__path__lt=end_of(top))
    return found.order_by("unit__path", "pk")


def write_xlsx(wish: Wish, file: IO[bytes], *, by: Any) -> int:
    """How many rows were written. One line in the audit. Raises `ReasonMissing`."""
    count = note_export(wish, by=by)
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("名册")
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(wish.chosen):
        sheet.set_column(at, at, _WIDTHS.get(column, 12), text)
        sheet.write_string(0, at, COLUMNS[column], head)
    for number, line in enumerate(lines_of(wish), start=1):
        for at, cell in enumerate(line):
            if cell:
                sheet.write_string(number, at, cell, text)
    book.close()
    return count


def write_csv(wish: Wish, file: IO[bytes], *, by: Any) -> int:
    """As `write_xlsx`, in UTF-8 with its mark; no cell is taken for a formula by whoever opens it."""
    count = note_export(wish, by=by)
    out = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    out.write(_BOM)
    writer = csv.writer(out)
    writer.writerow([COLUMNS[column] for column in wish.chosen])
    for line in lines_of(wish):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line])
    out.flush()
    out.detach()
    return count


def note_export(wish: Wish, *, by: Any) -> int:
    """Written before the first row leaves; the reason is part of it."""
    if wish.is_unmasked and SEALED & set(wish.chosen) and not wish.reason.strip():
        raise ReasonMissing
    count = members_of(wish).count()
    audit.write(
        "roster.exported",
        actor=by,
        subject=wish.unit,
        details={
            "rows": count,
            "columns": list(wish.chosen),
            "unmasked": wish.is_unmasked,
            "reason": wish.reason.strip()[:200],
        },
    )
    return count


def lines_of(wish: Wish) -> Iterator[tuple[str, ...]]:
    """A line a member, the columns that were chosen; a thousand at a time in memory."""
    columns, maker = wish.chosen, _Cells(wish)
    found = members_of(wish)
    if SEALED & set(columns):
        found = found.defer(None)
    for some in _pieces(found.iterator(chunk_size=_AT_ONCE)):
        maker.prepare(some)
        for member in some:
            yield tuple(maker.of[column](member) for column in columns)


class _Cells:
    """What stands in each column; paths and offices are fetched once for a thousand people."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._labels = {label.mask: label.name for label in Label.objects.order_by("name")}
        self._paths: dict[int, str] = {}
        self._offices: dict[int, str] = {}
        self.of: dict[str, Callable[[Member], str]] = {
            "code": lambda one: one.code,
            "name": lambda one: one.name,
            "unit_code": lambda one: one.unit.code,
            "unit": lambda one: self._paths[one.unit_id],
            "id_number": self._id_number,
            "phone": self._phone,
            "birth_year": lambda one: str(one.birth_year or ""),
            "joined": lambda one: one.joined,
            "labels": lambda one: "、".join(name for mask, name in self._labels.items() if one.labels & mask),
            "offices": lambda one: self._offices.get(one.pk, ""),
            "state": lambda one: _STATES[MemberState(one.state).value],
        }

    def prepare(self, members: Sequence[Member]) -> None:
        if "unit" in self._wish.chosen:
            units = {one.unit_id: one.unit for one in members if one.unit_id not in self._paths}
            for key, steps in queries.paths_of_units(units.values()).items():
                self._paths[key] = "/".join(step.called for step in steps)
        if "offices" in self._wish.chosen:
            today = localdate()
            held = Office.objects.filter(member__in=members, from_day__lte=today)
            held = held.filter(Q(until_day=None) | Q(until_day__gte=today)).order_by("is_deputy", "pk")
            self._offices = {}
            for member, title in held.values_list("member_id", "title"):
                said = self._offices.get(member)
                self._offices[member] = f"{said}、{title}" if said else title

    def _phone(self, one: Member) -> str:
        number = one.phone.reveal()
        return number if self._wish.is_unmasked or not number else numbers.masked_phone(number)

    def _id_number(self, one: Member) -> str:
        number = one.id_number.reveal()
        return number if self._wish.is_unmasked or not number else numbers.masked_id_number(number)


def _pieces(members: Iterator[Member]) -> Iterator[list[Member]]:
    some: list[Member] = []
    for member in members:
        some.append(member)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def write_rows_to_mend(
    file: IO[bytes], *, labels: Sequence[str], rows: Iterator[tuple[int, str, Sequence[str]]]
) -> None:
    """The rows that were not taken, as they stood, with what is wrong with each in the last column."""
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    why = book.add_format({"num_format": "@", "text_wrap": True, "font_color": "#AE1039"})
    sheet = book.add_worksheet("要核对的行")
    sheet.freeze_panes(1, 0)
    headings = ["原来的行号", *(label.rpartition("/")[2] for label in labels), "为什么没有导入"]
    sheet.set_column(0, len(labels), 16, text)
    sheet.set_column(len(labels) + 1, len(labels) + 1, 60, why)
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading, head)
    for line, (number, message, cells) in enumerate(rows, start=1):
        sheet.write_number(line, 0, number)
        for at, cell in enumerate(cells[: len(labels)], start=1):
            sheet.write_string(line, at, cell, text)
        sheet.write_string(line, len(labels) + 1, message, why)
    book.close()
