"""A rule as it stands in the editor: everything typed so far, right or wrong, so that nothing is lost.

Adding, removing and moving are buttons of the same form: they post it and get it back changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from django.http import QueryDict

from zhijian.console.answers.question_rows import menu_key_of
from zhijian.rooms.answers.checking import MOST_KEYWORD_CHARS
from zhijian.rooms.answers.models import Rule, Unanswered
from zhijian.rooms.answers.states import Match, Occasion

MOST_ROWS = 200  # far more than anybody types by hand; a forged form must not make us build a million


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword row. `wrong` is what to say beside it."""

    text: str = ""
    match: str = Match.CONTAINS
    wrong: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part row: a text, or an item of the library by its code."""

    kind: str = "text"
    text: str = ""
    item: str = ""
    wrong: str = ""
    is_new: bool = False

    @property
    def is_text(self) -> bool:
        return self.kind == "text"

    @property
    def size_bytes(self) -> int:
        """As WeChat counts a text."""
        return len(self.text.encode())


Row = TypeVar("Row", Word, Part)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds."""

    occasion: str = Occasion.TEXT
    words: tuple[Word, ...] = (Word(),)
    menu_key: str = ""
    parts: tuple[Part, ...] = (Part(),)
    priority: str = "0"
    is_open: bool = True  # the occasion may still be changed: the rule is not on file yet

    @classmethod
    def new(cls, occasion: str) -> Self:
        return cls(occasion=occasion if occasion in Occasion.values else Occasion.TEXT)

    @classmethod
    def answering(cls, question: Unanswered) -> Self:
        """For a message nobody could answer: its own words, to be trimmed to what matters."""
        if key := menu_key_of(question):
            return cls(occasion=Occasion.CLICK, menu_key=key)
        words = " ".join(question.text.split())
        return cls(words=(Word(words[:MOST_KEYWORD_CHARS], Match.CONTAINS),))

    @classmethod
    def of(cls, rule: Rule) -> Self:
        """A rule on file, as it is edited."""
        keywords = list(rule.keywords.all())
        is_click = rule.occasion == Occasion.CLICK
        return cls(
            occasion=rule.occasion,
            words=tuple(Word(word.text, word.match) for word in keywords if not is_click) or (Word(),),
            menu_key=keywords[0].text if is_click and keywords else "",
            parts=tuple(
                Part("item", item=part.item.code) if part.item else Part("text", part.text)
                for part in rule.parts.all()
            ),
            priority=str(rule.priority),
            is_open=False,
        )

    @classmethod
    def read(cls, posted: QueryDict, *, occasion: str = "") -> Self:
        """The form as posted. Missing or surplus fields make a shorter draft, never an error.

        A rule on file keeps its `occasion`, whatever is posted.
        """
        words = zip(posted.getlist("keyword"), posted.getlist("match"), strict=False)
        parts = zip(
            posted.getlist("part_kind"),
            posted.getlist("part_text"),
            posted.getlist("part_item"),
            strict=False,
        )
        return cls(
            occasion=occasion or posted.get("occasion", Occasion.TEXT),
            words=tuple(Word(text, match) for text, match in words)[:MOST_ROWS] or (Word(),),
            menu_key=posted.get("menu_key", ""),
            parts=tuple(Part(kind, _as_typed(text), item) for kind, text, item in parts)[:MOST_ROWS]
            or (Part(),),
            priority=posted.get("priority", "0").strip(),
            is_open=not occasion,
        )

    def after(self, act: str) -> Self:
        """The draft after a press on one of the row buttons: `add-word`, `up-part-2`, `remove-part-0`, …"""
        verb, _, rest = act.partition("-")
        noun, _, place = rest.partition("-")
        at = int(place) if place.isdecimal() and len(place) < 4 else -1
        if noun == "word":
            return replace(self, words=_rearranged(self.words, verb, at, Word(is_new=True)))
        if noun in ("text", "item"):
            return replace(self, parts=_rearranged(self.parts, verb, at, Part(noun, is_new=True)))
        if noun == "part":
            return replace(self, parts=_rearranged(self.parts, verb, at, Part(is_new=True)))
        return self

    @property
    def may_have_words(self) -> bool:
        return self.is_open or self.occasion == Occasion.TEXT

    @property
    def may_have_menu_key(self) -> bool:
        return self.is_open or self.occasion == Occasion.CLICK

    @property
    def is_wrong(self) -> bool:
        return any(word.wrong for word in self.words) or any(part.wrong for part in self.parts)


def _rearranged(rows: Sequence[Row], verb: str, at: int, new: Row) -> tuple[Row, ...]:
    changed = list(rows)
    if verb == "add":
        changed.append(new)
    elif 0 <= at < len(changed):
        if verb == "remove":
            del changed[at]
        elif verb == "up" and at > 0:
            changed[at - 1], changed[at] = changed[at], changed[at - 1]
        elif verb == "down" and at + 1 < len(changed):
            changed[at], changed[at + 1] = changed[at + 1], changed[at]
    return tuple(changed[:MOST_ROWS]) or (new,)


def _as_typed(text: str) -> str:
    # Browsers send CRLF for every line break of a text area; followers' phones and our byte limit see LF.
    return text.replace("\r\n", "\n").replace("\r", "\n")
