"""From the parts of a reply to what is sent: one passive reply, and letters where they are allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhijian.rooms.answers.folding import folded
from zhijian.rooms.answers.parts import Card, Links, Media, Part, Reply, Text, Unit
from zhijian.wechat import replies

# What WeChat lets an account send after each (protocol 5.4); the passive reply is not counted.
LETTERS_AFTER_MESSAGE: Final = 5
LETTERS_AFTER_TOUCH: Final = 3  # a follow or a click


@dataclass(frozen=True, slots=True)
class Composed:
    reply: replies.Reply | None
    letters: tuple[Mapping[str, Any], ...] = ()


def compose(reply: Reply, *, can_send: bool, most_letters: int, at: float) -> Composed:
    """The first part as passive reply, the rest as letters, in the reply's order; or all in one reply.

    A media file WeChat does not hold at the moment is no passive reply. It becomes a letter, before which the
    courier uploads it, and so does all that follows; without letters, a card that leads to its page.
    """
    units = _with_one_card(reply.parts)
    if not can_send:
        return Composed(_only_reply(units, reply=reply, at=at))
    first = _passive(units[0], at=at)
    rest = units if first is None else units[1:]
    return Composed(first, tuple(_letters(rest, most=most_letters, page_url=reply.page_url)))


def letters_alone(reply: Reply, *, most_letters: int) -> tuple[Mapping[str, Any], ...]:
    """Everything as letters: for an answer that missed its callback."""
    return tuple(_letters(_with_one_card(reply.parts), most=most_letters, page_url=reply.page_url))


def _with_one_card(parts: Sequence[Part]) -> list[Unit]:
    """WeChat shows one article an answer: the first card stays one, later ones become links."""
    units: list[Unit] = []
    has_card = False
    for part in parts:
        if not isinstance(part, Card):
            units.append(part)
        elif not has_card:
            units.append(part)
            has_card = True
        elif units and isinstance(units[-1], Links):
            units[-1] = Links((*units[-1].cards, part))
        else:
            units.append(Links((part,)))
    return units


def _only_reply(units: Sequence[Unit], *, reply: Reply, at: float) -> replies.Reply:
    if len(units) > 1:
        return replies.TextReply(folded(units, page_url=reply.page_url))
    alone = _passive(units[0], at=at)
    if alone is None and isinstance(units[0], Media):
        return _news(Card(title=units[0].title, summary=units[0].summary, url=units[0].url))
    return alone or replies.TextReply(folded(units, page_url=reply.page_url))


def _passive(unit: Unit, *, at: float) -> replies.Reply | None:
    if isinstance(unit, Text):
        return replies.TextReply(unit.content)
    if isinstance(unit, Card):
        return _news(unit)
    if isinstance(unit, Media) and unit.is_live(at=at):
        if unit.kind == "image":
            return replies.ImageReply(unit.media_id)
        if unit.kind == "voice":
            return replies.VoiceReply(unit.media_id)
        return replies.VideoReply(media_id=unit.media_id, title=unit.title, description=unit.summary)
    return None


def _news(card: Card) -> replies.NewsReply:
    article = replies.Article(
        title=card.title, description=card.summary, pic_url=card.cover_url, url=card.url
    )
    return replies.NewsReply((article,))


def _letters(units: Sequence[Unit], *, most: int, page_url: str) -> list[Mapping[str, Any]]:
    if len(units) > most:
        last = _text_letter(folded(units[most - 1 :], page_url=page_url))
        return [*(_letter(unit, page_url) for unit in units[: most - 1]), last]
    return [_letter(unit, page_url) for unit in units]


def _letter(unit: Unit, page_url: str) -> Mapping[str, Any]:
    if isinstance(unit, Card):
        return {
            "kind": "news",
            "title": unit.title,
            "summary": unit.summary,
            "cover_url": unit.cover_url,
            "url": unit.url,
        }
    if isinstance(unit, Media):
        return {"kind": "item", "item": unit.item_id}
    if isinstance(unit, Links):
        return _text_letter(folded([unit], page_url=page_url))
    return _text_letter(unit.content)


def _text_letter(text: str) -> Mapping[str, Any]:
    return {"kind": "text", "text": text}
