"""The persons' rows of a sheet: titles, totals, notes and repeated headings are left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.org.roster import headings, values
from zhijian.foundation.org.roster.cells import text_of, tidy_name, written
from zhijian.foundation.org.roster.columns import LOOKED_AT, Header, fields_given, header_in
from zhijian.foundation.org.roster.errors import SheetRefused
from zhijian.foundation.org.roster.sheets import Cell, Row, Table
from zhijian.foundation.org.roster.values import Wrong
from zhijian.foundation.org.states import MemberState, Verdict

_LONGEST_NAME: Final = 60
_TOTAL = re.compile(r"(合计|总计|小计|共计|总人数|人数合计|累计)|共\s*\d+\s*[人名]|[以上]*共\s*[计有]?\s*\d+")
_NOTE = re.compile(
    r"(填表|填报|制表|审核|复核|经办|负责|联系|录入|统计|核对|报送)(单位|人|日期|时间|电话|说明)?(签字|签名)?\s*[:：]"
    r"|[(（]?(备?注|说明|注意|注意事项|填表说明|日期|年\s*月\s*日|电话|单位|盖章|签字)\s*\d*[)）]?\s*[:：]"
    r"|.*[(（](盖章|签字|公章|签名)[)）]"
)
_SIGNATURE = re.compile(r"签字|签名|盖章|公章|填表|制表|以下空白")
_ONLY_COUNT = re.compile(r"\d+\s*[人名]?")
_OUR_CODE: Final = re.compile(r"[2-9A-HJ-NP-Z]{8}")
_WHAT: Final = {headings.BIRTH: gettext_lazy("出生日期"), headings.JOINED: gettext_lazy("入党时间")}
# What only a person has. A line without a name but with one of these lacks its name.
_FACTS: Final = (headings.ID_NUMBER, headings.PHONE, headings.BIRTH, headings.JOINED, headings.CODE)


@dataclass(slots=True)
class PersonRow:
    """What one row says, in our words; `wrong` is what could not be read, the worst first."""

    number: int
    name: str = ""
    code: str = ""
    unit: str = ""
    unit_code: str = ""
    group: str = ""
    id_number: str = ""
    phone: str = ""
    birth_year: int | None = None
    joined: str = ""
    labels: tuple[str, ...] = ()
    state: MemberState | None = None
    wrong: tuple[Wrong, ...] = ()
    # Filled in once when the roster is asked (`lookup`).
    phone_digest: bytes | None = None
    id_digest: bytes | None = None

    @property
    def says_only_a_name(self) -> bool:
        return not (self.code or self.id_number or self.phone or self.birth_year or self.joined or self.wrong)


@dataclass(slots=True)
class People:
    """`rows` are the persons' rows as they were read, to be understood one by one (`Reader.person_in`)."""

    header: Header
    rows: Iterator[Row]


def people_in(table: Table, *, given: Mapping[str, str] | None = None) -> People:
    """Find the headings and what stands below them. Raises `SheetRefused` where there are none."""
    first: list[Row] = []
    for row in table.rows:
        first.append(row)
        if len(first) == LOOKED_AT:
            break
    merged = table.merged
    header = header_in(first, merged, given)
    if header is None:
        raise SheetRefused(
            _("找不到列名。表里要有“姓名”一列，列名写在前 %(most)d 行里。") % {"most": LOOKED_AT},
            code="header-missing",
        )
    if given:
        fields_given(header.labels, given)
    rest = chain((row for row in first if row[0] > header.last_row), table.rows)
    return People(header, _filled_down(rest, table, header))


def _filled_down(rows: Iterator[Row], table: Table, header: Header) -> Iterator[Row]:
    """Cells merged downwards (the unit's name beside its people) say the same for each row; titles go."""
    starts, titles = _laid_open(table, header)
    filling: dict[int, tuple[int, Cell]] = {}
    own = {header.column_of(field) for field in (headings.NAME, headings.CODE, headings.ID_NUMBER)}
    for number, cells in rows:
        if number in titles:
            continue
        for column, (until, value) in list(filling.items()):
            if number > until:
                del filling[column]
            elif column < len(cells) and cells[column] == "":
                cells[column] = value
        for column, until in starts.get(number, ()):
            if column not in own and column < len(cells):
                filling[column] = (until, cells[column])
        yield number, cells


def _laid_open(table: Table, header: Header) -> tuple[dict[int, list[tuple[int, int]]], set[int]]:
    """Cells merged downwards, by the row they begin in, with their last; and rows that are one wide title."""
    starts: dict[int, list[tuple[int, int]]] = {}
    titles: set[int] = set()
    name_at = header.column_of(headings.NAME)
    for top, left, bottom, right in table.merged:
        if bottom > top:
            starts.setdefault(top + 1, []).append((left, bottom + 1))
        elif name_at is not None and left <= name_at <= right and right - left >= header.name_width:
            titles.add(top + 1)
    return starts, titles


class Reader:
    """Understands rows by the columns that were agreed upon."""

    def __init__(self, fields: Sequence[str]) -> None:
        self._columns = {field: at for at, field in enumerate(fields) if field}
        if headings.NAME not in self._columns:
            raise SheetRefused(_("还没有说哪一列是姓名。"), code="name-column-missing")

    def person_in(self, row: Row) -> PersonRow | None:
        """None for what is no person: a total, a note, the headings once more."""
        number, cells = row
        name = self._cell(cells, headings.NAME)
        said = text_of(name)
        if not self._is_plainly_a_person(cells, said) and self._is_no_person(cells, said):
            return None
        return self._person(number, cells, said)

    def _is_plainly_a_person(self, cells: Sequence[Cell], name: str) -> bool:
        """Nearly every row is one: a short name after the row's number, and an ID number or a telephone."""
        if not 2 <= len(name) <= 4 or name.isascii() or headings.is_name_heading(name):
            return False
        first = cells[0] if cells else ""
        if (isinstance(first, str) and first and (first != name) and not first.isdecimal()) or name[
            0
        ] in "合总小共累填备注":
            return False
        return any(
            isinstance(value, int) or (isinstance(value, str) and len(value) >= 11)
            for value in (self._cell(cells, headings.ID_NUMBER), self._cell(cells, headings.PHONE))
        )

    def _is_no_person(self, cells: Sequence[Cell], name: str) -> bool:
        texts = [text for cell in cells if (text := text_of(cell))]
        if not texts:
            return True
        if is_headings(texts, name):
            return True
        if any(_TOTAL.match(text) or _NOTE.match(text) for text in (texts[0], name)):
            return True
        has_facts = any(self._has_fact(cells, field) for field in _FACTS)
        if not name or has_facts:
            return not has_facts
        if _SIGNATURE.search(name) or (any(map(_TOTAL.match, texts)) and _ONLY_COUNT.fullmatch(name)):
            return True
        is_sentence = len(name) > 15 and re.search(r"[，。；！？]", name) is not None
        return is_sentence or (len(texts) == 1 and len(name) > 8 and not name.isascii() and "·" not in name)

    def _has_fact(self, cells: Sequence[Cell], field: str) -> bool:
        """A count under a column of numbers is no number of a person."""
        text = written(self._cell(cells, field))
        if field in (headings.PHONE, headings.ID_NUMBER):
            return len(text) >= 6 and not _TOTAL.match(text)
        if field == headings.CODE:
            return _OUR_CODE.fullmatch(text.upper()) is not None
        return len(text) >= 4 and not _TOTAL.match(text)

    def _person(self, number: int, cells: Sequence[Cell], said: str) -> PersonRow:
        wrong: list[Wrong] = []
        person = PersonRow(number, name=tidy_name(said)[: _LONGEST_NAME + 1])
        if not person.name:
            wrong.append(Wrong(_("没有姓名")))
        elif len(person.name) > _LONGEST_NAME or not any(sign.isalpha() for sign in person.name):
            wrong.append(Wrong(_("姓名写得不像姓名")))
            person.name = person.name[:_LONGEST_NAME]
        code = self._text(cells, headings.CODE).upper()
        person.code = code if _OUR_CODE.fullmatch(code) else ""
        person.unit, person.unit_code = (
            self._text(cells, headings.UNIT),
            self._text(cells, headings.UNIT_CODE),
        )
        person.group = self._text(cells, headings.GROUP)
        if labels := self._text(cells, headings.LABELS):
            person.labels = tuple(word for word in re.split(r"[、,，;；\s]+", labels) if word)
        person.state = _STATES.get(self._text(cells, headings.STATE).lower())
        try:
            person.id_number = values.id_number_in(self._cell(cells, headings.ID_NUMBER))
        except Wrong as problem:
            wrong.append(problem)
        try:
            person.phone = values.phone_in(self._cell(cells, headings.PHONE))
        except Wrong as problem:
            wrong.append(problem)
        try:
            person.birth_year = values.year_in(self._cell(cells, headings.BIRTH), what=_WHAT[headings.BIRTH])
        except Wrong as problem:
            wrong.append(problem)
        try:
            person.joined = values.day_in(self._cell(cells, headings.JOINED), what=_WHAT[headings.JOINED])
        except Wrong as problem:
            wrong.append(problem)
        if wrong:
            person.wrong = tuple(sorted(wrong, key=lambda problem: problem.verdict != Verdict.BAD))
        return person

    def _cell(self, cells: Sequence[Cell], field: str) -> Cell:
        column = self._columns.get(field)
        return cells[column] if column is not None and column < len(cells) else ""

    def _text(self, cells: Sequence[Cell], field: str) -> str:
        cell = self._cell(cells, field)
        return written(cell) if cell != "" else ""


def is_headings(texts: Sequence[str], name: str) -> bool:
    """The headings once more, as they stand on each printed page."""
    if not headings.is_name_heading(name):
        return False
    return len(texts) == 1 or sum(headings.is_heading(text) for text in texts) >= 2


_STATES: Final = {
    **{state.value: state for state in MemberState},
    "在册": MemberState.ACTIVE,
    "已转出": MemberState.MOVED,
    "转出": MemberState.MOVED,
    "已离开": MemberState.LEFT,
    "已去世": MemberState.DIED,
    "去世": MemberState.DIED,
}
