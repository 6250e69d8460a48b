"""Where the headings stand in a sheet, and which column is which of our fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from zhijian.foundation.org.roster import headings
from zhijian.foundation.org.roster.cells import text_of
from zhijian.foundation.org.roster.errors import SheetRefused
from zhijian.foundation.org.roster.headings import field_of, is_heading, tidy_heading
from zhijian.foundation.org.roster.sheets import Range, Row

LOOKED_AT: Final = 60  # rows in which the headings may stand: people put titles and notices above
_LONGEST_GROUP: Final = 14

Mapping_ = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """`labels` is what each column is called, `fields` what it was taken for ("" = left alone).

    `doubtful` are columns that say the same as another one: somebody has to choose between them.
    """

    labels: tuple[str, ...]
    fields: tuple[str, ...]
    doubtful: tuple[int, ...]
    last_row: int
    name_width: int = 1

    def column_of(self, field: str) -> int | None:
        return self.fields.index(field) if field in self.fields else None


def header_in(rows: Sequence[Row], merged: Sequence[Range], given: Mapping_ | None = None) -> Header | None:
    """The first line that has a column for names, with the lines above and below that belong to it.

    `given` maps headings to fields where somebody has said it; it is asked first.
    """
    given = {tidy_heading(label): field for label, field in (given or {}).items()}
    place = next((at for at, row in enumerate(rows) if _has_names(row, given)), None)
    if place is None:
        return None
    lines = _Lines(rows, merged)
    number = rows[place][0]
    name_at = next(at for at, cell in enumerate(rows[place][1]) if _is_name(text_of(cell), given))
    last = max(lines.bottom_of(number, name_at), number)
    if last == number and place + 1 < len(rows) and lines.goes_on_in(place, name_at):
        last = number + 1
    first = (
        number - 1 if place and rows[place - 1][0] == number - 1 and lines.is_groups(place - 1) else number
    )
    width = max(len(cells) for at, cells in rows if first <= at <= last)
    parts = [lines.parts_of(column, first, number, last) for column in range(width)]
    fields, doubtful = _fields(parts, given)
    return Header(
        labels=tuple("/".join(part) for part in parts),
        fields=fields,
        doubtful=doubtful,
        last_row=last,
        name_width=lines.width_of(number, name_at),
    )


def fields_given(labels: Sequence[str], given: Mapping_) -> None:
    """Refuse a mapping that speaks of headings the sheet does not have, or of fields there are none of."""
    there = {tidy_heading(name) for label in labels for name in (label, *label.split("/"))}
    for label, field in given.items():
        if field and field not in headings.FIELDS:
            known = "、".join(headings.FIELDS)
            says = _("列的对应里，“%(field)s”不是一个栏目。可以写：%(known)s。")
            raise SheetRefused(says % {"field": field, "known": known}, code="map-field-unknown")
        if tidy_heading(label) not in there:
            says = _("列的对应里的“%(label)s”，表里没有这一列。")
            raise SheetRefused(says % {"label": label}, code="map-heading-unknown")


def _has_names(row: Row, given: Mapping_) -> bool:
    return any(_is_name(text_of(cell), given) for cell in row[1])


def _is_name(text: str, given: Mapping_) -> bool:
    tidied = tidy_heading(text)
    return given[tidied] == headings.NAME if tidied in given else headings.is_name_heading(text)


def _fields(parts: Sequence[Sequence[str]], given: Mapping_) -> tuple[tuple[str, ...], tuple[int, ...]]:
    sure: dict[str, list[tuple[int, int]]] = {}
    for column, part in enumerate(parts):
        found = _field_of(part, given)
        if found and found[0]:
            sure.setdefault(found[0], []).append((found[1], column))
    fields, doubtful = [""] * len(parts), []
    for field, claims in sure.items():
        claims.sort()
        best = claims[0][0]
        same = [column for rank, column in claims if rank == best and rank < headings.LESS_SURE]
        if len(same) > 1 and field != headings.LABELS:
            doubtful += same
        fields[claims[0][1]] = field
    return tuple(fields), tuple(sorted(doubtful))


def _field_of(part: Sequence[str], given: Mapping_) -> tuple[str, int] | None:
    if not part:
        return None
    whole, last = "/".join(part), part[-1]
    for label in (whole, "".join(part), last):
        if (tidied := tidy_heading(label)) in given:
            return given[tidied], -1
    return field_of("".join(part), last)


class _Lines:
    """The lines in which headings stand, with merged cells laid open."""

    def __init__(self, rows: Sequence[Row], merged: Sequence[Range]) -> None:
        self._rows = rows
        self._texts = {number: [text_of(cell) for cell in cells] for number, cells in rows}
        last = rows[-1][0] if rows else 0
        self._merged = [area for area in merged if area[0] < last]
        self._is_flat = not merged

    def bottom_of(self, number: int, column: int) -> int:
        """The number of the last line the cell reaches down to."""
        area = self._area(number, column)
        return area[2] + 1 if area else number

    def width_of(self, number: int, column: int) -> int:
        area = self._area(number, column)
        return area[3] - area[1] + 1 if area else 1

    def goes_on_in(self, place: int, name_at: int) -> bool:
        """Whether the next line has the lower half of the headings: no name, no digits, but headings."""
        number, cells = self._rows[place + 1]
        if number != self._rows[place][0] + 1:
            return False
        texts = self._texts[number]
        if name_at < len(texts) and texts[name_at]:
            return False
        if any(not isinstance(cell, str) or any(sign.isdigit() for sign in cell) for cell in cells):
            return False
        return any(is_heading(text) or field_of(text) for text in texts if text)

    def is_groups(self, place: int) -> bool:
        """Whether the line above names groups of columns, and is no title."""
        number = self._rows[place][0]
        texts = [text for text in self._texts[number] if text]
        short = all(len(text) <= _LONGEST_GROUP and not any(sign in text for sign in ":：") for text in texts)
        return len(set(texts)) > 1 and short

    def parts_of(self, column: int, first: int, main: int, last: int) -> tuple[str, ...]:
        """What stands above a column, from the top down, each once."""
        parts: list[str] = []
        for number in range(first, last + 1):
            said = self._said(number, column, is_group=number < last)
            if said and said not in parts[-1:]:
                parts.append(said)
        lowest = self._own(last, column) or self._own(main, column) or self._covered(last, column)
        # A group over nothing of its own says nothing about this column.
        return tuple(parts) if lowest else ()

    def _said(self, number: int, column: int, *, is_group: bool) -> str:
        own = self._own(number, column)
        if own or number not in self._texts:
            return own
        area = self._area(number, column)
        if area:
            return self._own(area[0] + 1, area[1])
        if self._is_flat and is_group:  # a CSV forgot what was merged: the name stands over what follows it
            texts = self._texts[number][: column + 1]
            return next((text for text in reversed(texts) if text), "")
        return ""

    def _own(self, number: int, column: int) -> str:
        texts = self._texts.get(number, [])
        return texts[column] if column < len(texts) else ""

    def _covered(self, number: int, column: int) -> str:
        area = self._area(number, column)
        return self._own(area[0] + 1, area[1]) if area else ""

    def _area(self, number: int, column: int) -> Range | None:
        return next(
            (
                area
                for area in self._merged
                if area[0] < number <= area[2] + 1 and area[1] <= column <= area[3]
            ),
            None,
        )


def letters_of(column: int) -> str:
    """What Excel writes above it: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
