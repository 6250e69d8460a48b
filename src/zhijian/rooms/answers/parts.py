"""The pieces of a reply, ready to send: plain values, compiled from rules and library."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An article or a link: a title one taps."""

    title: str
    url: str
    summary: str = ""
    cover_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image, a voice or a video. WeChat holds it while `media_id` lives; its page is always there."""

    item_id: int
    kind: str
    title: str
    url: str
    summary: str = ""
    media_id: str = ""
    lives_until: float = 0.0

    def is_live(self, *, at: float) -> bool:
        return bool(self.media_id) and at < self.lives_until


@dataclass(frozen=True, slots=True)
class Links:
    """Several cards as a list of addresses."""

    cards: tuple[Card | Media, ...]


Part: TypeAlias = Text | Card | Media
Unit: TypeAlias = Text | Card | Media | Links


@dataclass(frozen=True, slots=True)
class Reply:
    """What a rule answers. `page_url` shows all of it to whoever got only a piece.

    Of a reply that says one thing by chance, `one_of` are those things, each a reply of its own (`drawing`).
    """

    parts: tuple[Part, ...]
    page_url: str
    one_of: tuple["Reply", ...] = ()
