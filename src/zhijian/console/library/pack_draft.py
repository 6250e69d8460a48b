"""A pack as it stands in its editor: everything chosen and typed so far, right or wrong.

Adding, removing and moving are buttons of the same form: they post it and get it back changed. Dragging a
row changes the order of its fields, and so the order they are posted in.
"""

from dataclasses import dataclass, replace
from typing import Self

from django.http import QueryDict

from zhijian.foundation.library.kinds import ItemKind, Role
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import places_of

MOST_ROWS = 40

KINDS_FOR: dict[str, tuple[str, ...]] = {
    Role.READING: (ItemKind.ARTICLE, ItemKind.LINK, ItemKind.TEXT),
    Role.AUDIO: (ItemKind.AUDIO, ItemKind.VOICE),
    Role.LARGE: (ItemKind.LARGE, ItemKind.IMAGE),
    Role.QUESTION: (ItemKind.QUESTION,),
    Role.OTHER: (
        ItemKind.VIDEO,
        ItemKind.IMAGE,
        ItemKind.ARTICLE,
        ItemKind.LINK,
        ItemKind.TEXT,
        ItemKind.VOICE,
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A part: an item by its code, or for a question its words."""

    role: str
    item: str = ""
    text: str = ""
    wrong: str = ""
    is_new: bool = False

    @property
    def is_question(self) -> bool:
        return self.role == Role.QUESTION

    @property
    def is_filled(self) -> bool:
        return bool(self.item or (self.is_question and self.text.strip()))


@dataclass(frozen=True, slots=True)
class PackDraft:
    title: str = ""
    body: str = ""
    is_findable: bool = True
    rows: tuple[Row, ...] = ()

    @classmethod
    def new(cls) -> Self:
        return cls(rows=(Row(Role.READING),))

    @classmethod
    def of(cls, pack: Item) -> Self:
        rows = tuple(
            Row(place.role, place.item.code, place.item.body if place.item.kind == ItemKind.QUESTION else "")
            for place in places_of(pack)
        )
        return cls(pack.title, pack.body, pack.is_findable, rows)

    @classmethod
    def read(cls, posted: QueryDict) -> Self:
        """The form as posted. Missing or surplus fields make a shorter draft, never an error."""
        fields = zip(
            posted.getlist("part_role"),
            posted.getlist("part_item"),
            posted.getlist("part_text"),
            strict=False,
        )
        rows = tuple(Row(role, item, _as_typed(text)) for role, item, text in fields if role in Role.values)
        return cls(
            title=posted.get("title", ""),
            body=_as_typed(posted.get("body", "")),
            is_findable="is_findable" in posted,
            rows=rows[:MOST_ROWS],
        )

    def after(self, act: str) -> Self:
        """The draft after a press on `add-audio`, `up-2`, `remove-0`, …"""
        verb, _, rest = act.partition("-")
        rows = list(self.rows)
        at = int(rest) if rest.isdecimal() and len(rest) < 4 else -1
        if verb == "add" and rest in Role.values:
            rows.append(Row(rest, is_new=True))
        elif 0 <= at < len(rows):
            if verb == "remove":
                del rows[at]
            elif verb == "up" and at > 0:
                rows[at - 1], rows[at] = rows[at], rows[at - 1]
            elif verb == "down" and at + 1 < len(rows):
                rows[at], rows[at + 1] = rows[at + 1], rows[at]
        return replace(self, rows=tuple(rows[:MOST_ROWS]))

    @property
    def codes(self) -> set[str]:
        return {row.item for row in self.rows if row.item}


def _as_typed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
