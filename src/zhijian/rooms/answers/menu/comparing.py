"""What differs between two menus, as a person would tell it. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from zhijian.rooms.answers.menu.places import Button, Place, entries

_TARGETS = ("key", "url", "media_id", "article_id", "appid", "pagepath")


@dataclass(frozen=True, slots=True)
class Change:
    """`what` is added, removed, renamed, retyped, redirected, moved or reordered. `name` is the entry's new
    name (the old one where it is removed), `was` the old name or type, `now` the new one."""

    what: str
    name: str
    was: str = ""
    now: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Flat:
    place: Place
    entry: Button

    @property
    def name(self) -> str:
        return str(self.entry.get("name", ""))

    @property
    def type(self) -> str:
        return "" if "sub_button" in self.entry else str(self.entry.get("type", ""))

    @property
    def target(self) -> tuple[Any, ...]:
        return tuple(self.entry.get(field) for field in _TARGETS)

    @property
    def answer(self) -> Any:
        return self.entry.get("answer")


_Pair = tuple[_Flat | None, _Flat]


def changes(old: Sequence[Button], new: Sequence[Button]) -> list[Change]:
    """In the order of the new menu, then what is gone."""
    pairs, gone = _matched([_Flat(*one) for one in entries(old)], [_Flat(*one) for one in entries(new)])
    came_from = {
        after.place.column: before.place.column for before, after in pairs if before and after.place.is_column
    }
    found: list[Change] = []
    for before, after in pairs:
        if before is None:
            found.append(Change("added", after.name, place=after.place))
            continue
        if before.name != after.name:
            found.append(Change("renamed", after.name, before.name, after.name, after.place))
        if before.type != after.type:
            found.append(Change("retyped", after.name, before.type, after.type, after.place))
        elif before.target != after.target or (after.answer is not None and before.answer != after.answer):
            found.append(Change("redirected", after.name, place=after.place))
        if not after.place.is_column and before.place.column != came_from.get(after.place.column):
            found.append(Change("moved", after.name, place=after.place))
    found += _reordered(pairs, came_from)
    return found + [Change("removed", one.name, place=one.place) for one in gone]


def _matched(old: list[_Flat], new: list[_Flat]) -> tuple[list[_Pair], list[_Flat]]:
    """Each new entry with the old one it was, and the old ones that are left.

    The same name in the same column, else the same action, else the same name anywhere, else the same
    place. Columns are matched with columns only.
    """
    left = list(old)
    partner: dict[Place, _Flat] = {}
    for is_same in _LIKENESSES:
        for after in new:
            if after.place in partner:
                continue
            alike = (one for one in left if one.place.is_column == after.place.is_column)
            before = next((one for one in alike if is_same(one, after)), None)
            if before:
                partner[after.place] = before
                left.remove(before)
    return [(partner.get(after.place), after) for after in new], left


def _same_name_and_column(a: _Flat, b: _Flat) -> bool:
    return a.name == b.name and a.place.column == b.place.column


def _same_action(a: _Flat, b: _Flat) -> bool:
    return bool(a.type) and a.type == b.type and a.target == b.target


def _same_name(a: _Flat, b: _Flat) -> bool:
    return a.name == b.name


def _same_place(a: _Flat, b: _Flat) -> bool:
    return a.place == b.place


_LIKENESSES: tuple[Callable[[_Flat, _Flat], bool], ...] = (
    _same_name_and_column,
    _same_action,
    _same_name,
    _same_place,
)


def _reordered(pairs: list[_Pair], came_from: dict[int, int]) -> list[Change]:
    """Columns whose entries, or the menu whose columns, stand in another order than before."""
    rows: dict[int, list[int]] = defaultdict(list)
    names: dict[int, str] = {0: ""}
    for before, after in pairs:
        column = after.place.column
        if after.place.is_column:
            names[column] = after.name
            rows[0] += [before.place.column] if before else []
        elif before and before.place.column == came_from.get(column):
            rows[column].append(before.place.row)
    return [
        Change("reordered", names.get(column, ""), place=Place(column) if column else None)
        for column, places in sorted(rows.items())
        if places != sorted(places)
    ]
