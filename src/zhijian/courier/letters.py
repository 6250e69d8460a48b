"""What a letter says, made ready for the wire: facts from the database first, then one call."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from zhijian.foundation.library import media_files
from zhijian.foundation.library import queries as library
from zhijian.foundation.library.kinds import MEDIA_KINDS, SAID_KINDS
from zhijian.foundation.library.models import Item
from zhijian.foundation.outbox.models import Letter


class CannotBeSaid(Exception):
    """The letter asks for something that is not there (any more); no retry can help."""


@dataclass(frozen=True, slots=True)
class Text:
    content: str


@dataclass(frozen=True, slots=True)
class Card:
    """One article card: title, one line, picture and address."""

    title: str
    summary: str
    url: str
    cover_url: str


@dataclass(frozen=True, slots=True)
class Media:
    """An image, voice or video. `media_id` is empty when WeChat does not hold the file (any more)."""

    item: Item
    media_id: str


Content = Text | Card | Media


def content_of(letter: Letter) -> Content:
    """What a letter of kind "message" says. Raises `CannotBeSaid`."""
    body: dict[str, Any] = letter.body
    if body.get("kind") == "text":
        return Text(body["text"])
    if body.get("kind") == "news":
        return Card(body["title"], body.get("summary", ""), body["url"], body.get("cover_url", ""))
    item = (
        Item.objects.filter(pk=int(body["item"]), account_id=letter.account_id)
        .select_related("cover")
        .first()
    )
    if item is None:
        raise CannotBeSaid("its library item is gone")
    return _content_of_item(item)


def media_bytes(item: Item) -> bytes:
    """The file's content. Raises `CannotBeSaid` when it has been taken from the disk."""
    try:
        return media_files.path_of(item.file_path).read_bytes()
    except FileNotFoundError:
        raise CannotBeSaid("its file is no longer on the disk") from None


def _content_of_item(item: Item) -> Content:
    if item.kind in MEDIA_KINDS:
        return Media(item, library.live_media_id(item.pk))
    if item.kind in SAID_KINDS:
        return Text(library.said_text(item))
    page = f"{settings.ZHIJIAN_PUBLIC_URL}/read/{item.code}"
    cover_url = f"{page}/cover" if item.cover_id else ""
    return Card(item.title, item.summary, item.url or page, cover_url)
