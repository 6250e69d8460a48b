"""Where an entry stands in a menu, and menus changed at one place. Pure: takes buttons, gives new ones.

Buttons are as the platform takes them: `{"name", "type", …}`, or `{"name", "sub_button": […]}` for a column
that opens. A column that shall open and has nothing below it yet is `{"name", "sub_button": []}`.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, Self

MOST_COLUMNS: Final = 3
MOST_BELOW: Final = 5

Button = dict[str, Any]
Buttons = list[Button]

_PLACE = re.compile(r"([1-3])(?:\.([1-5]))?")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """`Place(2)` is the second column itself, `Place(2, 3)` the third below it."""

    column: int
    row: int = 0

    @classmethod
    def read(cls, text: str) -> Self | None:
        found = _PLACE.fullmatch(text)
        return cls(int(found[1]), int(found[2] or 0)) if found else None

    def __str__(self) -> str:
        return f"{self.column}.{self.row}" if self.row else str(self.column)

    @property
    def is_column(self) -> bool:
        return not self.row


def tidy(buttons: Sequence[Mapping[str, Any]]) -> Buttons:
    """A copy in our form, whichever of the platform's calls the buttons come from."""
    return [_tidy(button) for button in buttons]


def _tidy(button: Mapping[str, Any]) -> Button:
    rest = {name: deepcopy(value) for name, value in button.items() if name != "sub_button"}
    below = button.get("sub_button")
    if isinstance(below, Mapping):  # get_current_selfmenu_info wraps it once more
        below = below.get("list")
    if below or (below is not None and "type" not in rest):
        return {"name": rest.get("name", ""), "sub_button": [_tidy(one) for one in below]}
    return rest


def entries(buttons: Sequence[Button]) -> Iterator[tuple[Place, Button]]:
    """Every place that is taken, column by column, each column before what is below it."""
    for column, button in enumerate(buttons, start=1):
        yield Place(column), button
        for row, below in enumerate(button.get("sub_button") or [], start=1):
            yield Place(column, row), below


def leaves(buttons: Sequence[Button]) -> Iterator[tuple[Place, Button]]:
    """Those that do something when they are tapped."""
    for place, button in entries(buttons):
        if "sub_button" not in button:
            yield place, button


def names_by_key(buttons: Sequence[Button]) -> dict[str, str]:
    """Key -> `办事情 › 交党费`, of the entries that ask us for an answer."""
    names: dict[str, str] = {}
    for place, entry in leaves(buttons):
        if entry.get("type") == "click" and entry.get("key"):
            path = [entry] if place.is_column else [buttons[place.column - 1], entry]
            names.setdefault(entry["key"], " › ".join(str(one.get("name", "")) for one in path))
    return names


def entry_at(buttons: Sequence[Button], place: Place) -> Button | None:
    return dict(entries(buttons)).get(place)


def fingerprint(entry: Button | None) -> str:
    """Tells what stands at a place from anything else that could."""
    if entry is None:
        return ""
    kept = {name: value for name, value in entry.items() if name != "sub_button"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def is_free(buttons: Sequence[Button], place: Place) -> bool:
    """Whether a new entry could stand there: the first free one of its column, or a new column."""
    if place.is_column:
        return place.column == len(buttons) + 1 <= MOST_COLUMNS
    if place.column > len(buttons):
        return False
    below = buttons[place.column - 1].get("sub_button") or []
    return place.row == len(below) + 1 <= MOST_BELOW


def with_entry(buttons: Sequence[Button], place: Place, entry: Button) -> Buttons:
    """The entry at its place, new or instead of the one there; a column keeps what is below it.

    What is put below a column that did something itself makes it a column that opens. `KeyError` for a place
    that is neither taken nor free.
    """
    changed = deepcopy(list(buttons))
    if entry_at(changed, place) is None and not is_free(changed, place):
        raise KeyError(str(place))
    if place.is_column:
        changed[place.column - 1 : place.column] = [entry]
        return changed
    column = changed[place.column - 1]
    below = column.get("sub_button") or []
    below[place.row - 1 : place.row] = [entry]
    changed[place.column - 1] = {"name": column["name"], "sub_button": below}
    return changed


def without(buttons: Sequence[Button], place: Place) -> Buttons:
    """A column goes with all that is below it."""
    changed = deepcopy(list(buttons))
    if place.is_column:
        del changed[place.column - 1]
    else:
        del changed[place.column - 1]["sub_button"][place.row - 1]
    return changed


def moved(buttons: Sequence[Button], place: Place, *, where: str) -> tuple[Buttons, Place]:
    """One step up, down, left or right, and where it stands now. A step off the edge changes nothing."""
    changed = deepcopy(list(buttons))
    if place.is_column:
        other = place.column + {"left": -1, "right": 1}.get(where, 0)
        if other != place.column and 1 <= other <= len(changed):
            _swap(changed, place.column - 1, other - 1)
            return changed, Place(other)
        return changed, place
    below = changed[place.column - 1]["sub_button"]
    if where in ("up", "down"):
        other = place.row + (1 if where == "down" else -1)
        if 1 <= other <= len(below):
            _swap(below, place.row - 1, other - 1)
            return changed, Place(place.column, other)
        return changed, place
    column = place.column + {"left": -1, "right": 1}.get(where, 0)
    if column == place.column or not 1 <= column <= len(changed):
        return changed, place
    beside = changed[column - 1].get("sub_button")
    if (
        beside is None or len(beside) >= MOST_BELOW
    ):  # a column that does something itself is not opened by chance
        return changed, place
    beside.append(below.pop(place.row - 1))
    return changed, Place(column, len(beside))


def steps(buttons: Sequence[Button], place: Place) -> list[str]:
    """The moves that would change something."""
    return [
        where for where in ("left", "up", "down", "right") if moved(buttons, place, where=where)[1] != place
    ]


def _swap(row: list[Button], one: int, other: int) -> None:
    row[one], row[other] = row[other], row[one]
