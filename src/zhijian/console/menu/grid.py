"""The menu as three columns of places to tap, and as a follower sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zhijian.rooms.answers.menu.comparing import Change
from zhijian.rooms.answers.menu.places import MOST_BELOW, MOST_COLUMNS, Buttons, Place, entries, is_free


@dataclass(frozen=True, slots=True)
class Slot:
    """A place one can tap. `mark` is a word at its corner: 新, 改 or 缺."""

    at: str
    name: str
    address: str
    is_current: bool = False
    mark: str = ""
    look: str = ""

    @property
    def id(self) -> str:
        return f"slot-{self.at.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Column:
    head: Slot
    rows: list[Slot]
    free: Slot | None


@dataclass(frozen=True, slots=True)
class Grid:
    columns: list[Column]
    free: Slot | None
    used: int
    most: int = MOST_COLUMNS * MOST_BELOW


def address(*, tag: int | None, at: Place | None = None) -> str:
    query = {name: str(value) for name, value in (("tag", tag), ("at", at)) if value is not None}
    return reverse("console:menu") + (f"?{urlencode(query)}" if query else "")


def grid(
    buttons: Buttons,
    *,
    tag: int | None,
    chosen: Place | None,
    changes: Sequence[Change],
    lacking: Mapping[Place, str],
) -> Grid:
    """`lacking` are the places that cannot be published, or would get no answer, as they are."""
    marks = _marks(changes)

    def slot(place: Place, name: str) -> Slot:
        mark, look = (_("缺"), "lacking") if place in lacking else marks.get(place, ("", ""))
        return Slot(str(place), name, address(tag=tag, at=place), place == chosen, mark, look)

    def free(place: Place, name: str) -> Slot | None:
        return slot(place, name) if is_free(buttons, place) else None

    columns = []
    for number, button in enumerate(buttons, start=1):
        below = button.get("sub_button") or []
        name = str(button.get("name", ""))
        rows = [slot(Place(number, row), str(one.get("name", ""))) for row, one in enumerate(below, start=1)]
        plus = free(Place(number, len(below) + 1), _("在 %(column)s 里加一项") % {"column": name})
        columns.append(Column(slot(Place(number), name), rows, plus))
    used = sum(1 for place, entry in entries(buttons) if "sub_button" not in entry)
    return Grid(columns, free(Place(len(buttons) + 1), _("加一列")), used)


def _marks(changes: Sequence[Change]) -> dict[Place, tuple[str, str]]:
    marks: dict[Place, tuple[str, str]] = {}
    for change in changes:
        if change.place is None or change.what in ("removed", "reordered"):
            continue
        if change.what == "added":
            marks[change.place] = (_("新"), "new")
        else:
            marks.setdefault(change.place, (_("改"), "changed"))
    return marks


@dataclass(frozen=True, slots=True)
class Tab:
    """A column at the foot of the phone; the open one shows what is below it."""

    name: str
    below: list[tuple[str, bool]]
    is_open: bool
    is_chosen: bool


def tabs(buttons: Buttons, *, chosen: Place | None) -> list[Tab]:
    """The menu as a phone shows it, with the column of the chosen place open."""
    return [
        Tab(
            name=str(button.get("name", "")),
            below=[
                (str(one.get("name", "")), chosen == Place(number, row))
                for row, one in enumerate(button.get("sub_button") or [], start=1)
            ],
            is_open=chosen is not None and chosen.column == number and bool(button.get("sub_button")),
            is_chosen=chosen == Place(number),
        )
        for number, button in enumerate(buttons, start=1)
    ]
