"""What the follower will see of the draft as it stands: composed by the room itself, so that it is true."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.answers.draft import BASE, Draft, Part
from zhijian.console.answers.rule_rows import menu_names
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.kinds import MEDIA_KINDS, SAID_KINDS, ItemKind
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import parts_of, said_text
from zhijian.rooms.answers import composing, parts
from zhijian.rooms.answers.guiding.lines import with_choices
from zhijian.rooms.answers.links import Run, runs
from zhijian.rooms.answers.states import Match, Occasion
from zhijian.wechat import replies


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on the phone: words, a card to tap, or a picture or recording; `event`, a line between."""

    kind: str
    text: str
    summary: str = ""
    picture: str = ""

    @property
    def runs(self) -> list[Run]:
        """The words, links without their tags, as a phone shows them."""
        return list(runs(self.text))


@dataclass(frozen=True, slots=True)
class Preview:
    account_name: str
    asked: str
    event: str
    bubbles: list[Bubble]


def preview(
    draft: Draft,
    *,
    items: Mapping[str, Item],
    account: Account,
    variant: str = BASE,
    is_led_to: bool = False,
) -> Preview:
    """Of the base reply, or of a variant by its place; with its choices under it.

    Where one part is said by chance, each of them in turn, as it would be alone.
    """
    rows = draft.parts_of(variant)
    alternatives = [list(_pieces([row], items)) for row in rows] if draft.picks_one else []
    alternatives = [found for found in alternatives if found]
    if len(alternatives) < 2:
        alternatives = [found] if (found := list(_pieces(rows, items))) else []
    guide, most_letters = _guide(draft), _most_letters(draft)
    bubbles: list[Bubble] = []
    for nth, pieces in enumerate(alternatives, start=1):
        if len(alternatives) > 1:
            told = {"nth": nth, "count": len(alternatives)}
            bubbles.append(Bubble("event", _("随机发一份，%(count)d 份里的第 %(nth)d 份") % told))
        reply = with_choices(parts.Reply(tuple(pieces), page_url=""), guide, has_start=is_led_to)
        bubbles += _bubbles(list(reply.parts), account=account, most_letters=most_letters)
    return Preview(
        account_name=account.name, asked=_asked(draft), event=_event(draft, account), bubbles=bubbles
    )


def preview_of_items(items: Sequence[Item], *, account: Account, greeting: str = "") -> Preview:
    """What is sent of items that nobody has put into a rule yet: the library shows them so."""
    said = [parts.Text(greeting)] if greeting.strip() else []
    pieces = [*said, *(_piece(thing) for item in items for thing in _things(item))]
    bubbles = (
        _bubbles(pieces, account=account, most_letters=composing.LETTERS_AFTER_MESSAGE) if pieces else []
    )
    return Preview(account_name=account.name, asked="", event="", bubbles=bubbles)


def _things(item: Item) -> list[Item]:
    return parts_of(item) if item.kind == ItemKind.PACK else [item]


def _asked(draft: Draft) -> str:
    """The first word, as a follower would send it; a pattern is nothing anybody types."""
    if draft.occasion != Occasion.TEXT:
        return ""
    first = next((word for word in draft.words if word.text.strip()), None)
    return first.text.strip() if first and first.match != Match.REGEX else ""


def _event(draft: Draft, account: Account) -> str:
    if draft.occasion == Occasion.FOLLOW:
        return _("刚刚关注了公众号")
    if draft.occasion == Occasion.CLICK:
        return _("点了菜单“%(entry)s”") % {
            "entry": menu_names(account.menu).get(draft.menu_key, draft.menu_key)
        }
    return ""


def _guide(draft: Draft) -> dict[int, tuple[str, int]]:
    labels = [choice.label for choice in draft.choices if choice.label]
    return {number: (label, 0) for number, label in enumerate(labels, start=1)}


def _pieces(rows: Iterable[Part], items: Mapping[str, Item]) -> Iterable[parts.Part]:
    for part in rows:
        if part.is_text and part.text.strip():
            yield parts.Text(part.text)
        elif item := items.get(part.item):
            if item.kind == ItemKind.PACK and item.body:
                yield parts.Text(item.body)
            for thing in _things(item):
                yield _piece(thing)


def _piece(item: Item) -> parts.Part:
    address = f"{settings.ZHIJIAN_PUBLIC_URL}{reverse('reading:item', args=[item.code])}"
    if item.kind in SAID_KINDS:
        return parts.Text(said_text(item))
    if item.kind in MEDIA_KINDS:
        return parts.Media(
            item_id=item.pk, kind=item.kind, title=item.title, url=address, summary=item.summary
        )
    cover = reverse("reading:cover", args=[item.code]) if item.cover_id else ""
    url = item.url if item.kind == ItemKind.LINK else address
    return parts.Card(title=item.title, url=url, summary=item.summary, cover_url=cover)


def _most_letters(draft: Draft) -> int:
    is_text = draft.occasion == Occasion.TEXT
    return composing.LETTERS_AFTER_MESSAGE if is_text else composing.LETTERS_AFTER_TOUCH


def _bubbles(pieces: list[parts.Part], *, account: Account, most_letters: int) -> list[Bubble]:
    composed = composing.compose(
        parts.Reply(tuple(pieces), page_url=f"{settings.ZHIJIAN_PUBLIC_URL}/read/…"),
        can_send=account.can_send,
        most_letters=most_letters,
        at=time.time(),
    )
    first = [_from_reply(composed.reply)] if composed.reply else []
    media = {piece.item_id: piece for piece in pieces if isinstance(piece, parts.Media)}
    return first + [_from_letter(letter, media) for letter in composed.letters]


def _from_reply(reply: replies.Reply) -> Bubble:
    if isinstance(reply, replies.NewsReply):
        article = reply.articles[0]
        return Bubble("card", article.title, article.description, article.pic_url)
    return Bubble("text", reply.content if isinstance(reply, replies.TextReply) else "")


def _from_letter(letter: Mapping[str, Any], media: Mapping[int, parts.Media]) -> Bubble:
    if letter["kind"] == "news":
        return Bubble("card", letter["title"], letter["summary"], letter["cover_url"])
    if letter["kind"] == "item":
        piece = media[letter["item"]]
        picture = (
            f"{piece.url}/file".removeprefix(settings.ZHIJIAN_PUBLIC_URL) if piece.kind == "image" else ""
        )
        return Bubble(piece.kind, piece.title, piece.summary, picture)
    return Bubble("text", letter["text"])
