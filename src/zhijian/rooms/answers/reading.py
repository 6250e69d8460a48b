"""What a book is compiled from, read from the database in a few queries however many rules there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet

from zhijian.foundation.library.kinds import PAGE_KINDS, SAID_KINDS, ItemKind
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.library.queries import held_by_wechat, said_text
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.folding import cut, size_bytes
from zhijian.rooms.answers.links import linked
from zhijian.rooms.answers.models import Part as PartRow
from zhijian.rooms.answers.models import Variant as VariantRow
from zhijian.rooms.answers.parts import Card, Media, Part, Reply, Text
from zhijian.rooms.answers.rows import CHUNK, whose
from zhijian.rooms.answers.states import ReplyMode
from zhijian.wechat.replies import MAX_TEXT_BYTES

Variant = tuple[Audience, Reply]

_FEW: Final = 500
_OF_RULE: Final = ("rule_id", "rule__code", "rule__reply_mode", "text", "item_id")
_OF_VARIANT: Final = ("variant_id", "variant__code", "rule__reply_mode", "text", "item_id")


class Replies:
    """Replies of an account's rules, compiled from rows; texts that repeat are kept once."""

    def __init__(self, account_id: int, *, public_url: str) -> None:
        self.account_id = account_id
        self._read_url = public_url.rstrip("/") + "/read/"

    def texts(self, *, of: Collection[int] | None = None) -> Iterator[tuple[int, str]]:
        """(rule, text) of the rules whose reply is one text of their own: nearly all of a long list."""
        for limits in whose(self.account_id, of):
            rows = _parts(limits).filter(rule__code=None, item=None)
            yield from rows.values_list("rule_id", "text").iterator(chunk_size=CHUNK)

    def composite(self, *, of: Collection[int] | None = None) -> dict[int, Reply]:
        """The replies of all other rules; with `of`, of those among them."""
        replies: dict[int, Reply] = {}
        for limits in whose(self.account_id, of):
            replies |= self._compiled(_parts(limits).exclude(rule__code=None, item=None))
        return replies

    def whole(self, *, of: Collection[int]) -> dict[int, Reply]:
        """The replies of these rules, whatever they are."""
        replies: dict[int, Reply] = {}
        for limits in whose(self.account_id, of):
            replies |= self._compiled(_parts(limits))
        return replies

    def found_in_library(self, ids: Sequence[int]) -> list[Card]:
        """A card for each of these items, in this order, that leads to its page."""
        items = self._items(set(ids))
        return [self._card(items[pk][0]) for pk in ids if pk in items]

    def of_rule(self, rule_id: int) -> Reply | None:
        """One rule's reply, wherever it belongs; None when it is gone."""
        return self._compiled(_parts({"rule_id": rule_id})).get(rule_id)

    def variants(self, *, of: Collection[int] | None = None) -> dict[int, tuple[Variant, ...]]:
        """Rule -> its other replies with whom they are for, of the rules that have any."""
        found: dict[int, list[Variant]] = defaultdict(list)
        for limits in whose(self.account_id, of):
            audiences = {
                pk: (rule_id, Audience.from_json(given))
                for pk, rule_id, given in VariantRow.objects.filter(**limits, rule__switched_off=None)
                .order_by("rule_id", "position", "id")
                .values_list("pk", "rule_id", "audience")
            }
            if not audiences:
                continue
            rows = PartRow.objects.filter(**limits, variant__isnull=False, rule__switched_off=None)
            columns = rows.order_by("variant_id", "position", "id").values_list(*_OF_VARIANT)
            replies = self._from_columns(list(columns))
            for pk, (rule_id, audience) in audiences.items():
                if audience is not None and pk in replies:
                    found[rule_id].append((audience, replies[pk]))
        return {rule_id: tuple(variants) for rule_id, variants in found.items()}

    def of_variant(self, variant_id: int) -> Reply | None:
        rows = PartRow.objects.filter(variant_id=variant_id, rule__switched_off=None)
        columns = rows.order_by("position", "id").values_list(*_OF_VARIANT)
        return self._from_columns(list(columns)).get(variant_id)

    def _compiled(self, rows: QuerySet[PartRow]) -> dict[int, Reply]:
        return self._from_columns(list(rows.values_list(*_OF_RULE)))

    def _from_columns(self, columns: list[tuple[int, str | None, str, str, int | None]]) -> dict[int, Reply]:
        """By rule or variant; columns are (its id, its code, mode, text, item), in the order of the parts."""
        items = self._items({item_id for *_, item_id in columns if item_id})
        parts: dict[int, list[Part]] = defaultdict(list)
        pages: dict[int, str] = {}
        one_of: dict[int, list[Reply]] = defaultdict(list)
        for pk, code, mode, text, item_id in columns:
            item, inside = items[item_id] if item_id else (None, ())
            found = self._parts_of(item, inside) if item else [Text(text)]
            own_page = item.code if item else ""
            parts[pk] += found
            pages[pk] = code or own_page
            if mode == ReplyMode.ONE:
                one_of[pk].append(Reply(tuple(found), self._page(own_page)))
        return {
            pk: Reply(tuple(found), self._page(pages[pk]), tuple(one_of[pk]) if len(one_of[pk]) > 1 else ())
            for pk, found in parts.items()
        }

    def _page(self, code: str) -> str:
        return self._read_url + code if code else ""

    def _parts_of(self, item: Item, inside: Sequence[Item]) -> list[Part]:
        """The item itself; of a pack what is in it, after the words it begins with."""
        if not inside:
            return [self._part(item)]
        first = _within_one_text(item.body, page_url=self._read_url + item.code) if item.body.strip() else ""
        return [*([Text(first)] if first else []), *(self._part(thing) for thing in inside)]

    def _items(self, ids: set[int]) -> dict[int, tuple[Item, list[Item]]]:
        """Item by id, with what is in it when it is a pack."""
        if not ids:
            return {}
        found = Item.objects.filter(account_id=self.account_id).select_related("uploaded", "permanent")
        places = PackPart.objects.filter(pack__account_id=self.account_id)
        if len(ids) <= _FEW:  # a database takes only so many parameters in a query
            found, places = found.filter(pk__in=ids), places.filter(pack_id__in=ids)
        inside: dict[int, list[Item]] = defaultdict(list)
        with_media = places.select_related("item__uploaded", "item__permanent")
        for place in with_media.order_by("pack_id", "position"):
            inside[place.pack_id].append(place.item)
        return {item.pk: (item, inside[item.pk]) for item in found}

    def _part(self, item: Item) -> Part:
        page_url = self._read_url + item.code
        if item.kind in SAID_KINDS:
            return Text(_within_one_text(said_text(item), page_url=page_url))
        if item.kind == ItemKind.LINK or item.kind in PAGE_KINDS:
            return self._card(item)
        media_id, lives_until = held_by_wechat(item)
        return Media(
            item_id=item.pk,
            kind=item.kind,
            title=item.title,
            url=page_url,
            summary=item.summary,
            media_id=media_id,
            lives_until=lives_until,
        )

    def _card(self, item: Item) -> Card:
        url = item.url if item.kind == ItemKind.LINK else self._read_url + item.code
        return Card(title=item.title, url=url, summary=item.summary, cover_url=self._cover_url(item))

    def _cover_url(self, item: Item) -> str:
        return f"{self._read_url}{item.code}/cover" if item.cover_id else ""


def _parts(limits: dict[str, Any]) -> QuerySet[PartRow]:
    rows = PartRow.objects.filter(**limits, rule__switched_off=None, variant=None)
    return rows.order_by("rule_id", "position", "id")


def _within_one_text(body: str, *, page_url: str) -> str:
    if size_bytes(body) <= MAX_TEXT_BYTES:
        return body
    ending = "\n\n" + linked("看全文", url=page_url)
    return cut(body, most_bytes=MAX_TEXT_BYTES - size_bytes(ending)) + ending
