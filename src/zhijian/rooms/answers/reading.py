"""What a book is compiled from, read from the database in a few queries however many rules there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, Final

from django.db.models import QuerySet

from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.library.queries import SAFETY
from zhijian.rooms.answers.folding import cut, size_bytes
from zhijian.rooms.answers.links import linked
from zhijian.rooms.answers.models import Keyword, Rule
from zhijian.rooms.answers.models import Part as PartRow
from zhijian.rooms.answers.parts import Card, Media, Part, Reply, Text
from zhijian.rooms.answers.ranking import Row
from zhijian.rooms.answers.states import Occasion
from zhijian.wechat.replies import MAX_TEXT_BYTES

CHUNK: Final = 5000
_FEW: Final = 500


def keyword_rows(account_id: int, *, of: Collection[int] | None = None) -> Iterator[Row]:
    """The keywords of text rules that are on, in the order they were made; of all rules, or of these."""
    for whose in _whose(account_id, of):
        rows = _keywords(whose, Occasion.TEXT)
        yield from rows.values_list("text", "match", "rule__priority", "rule_id").iterator(chunk_size=CHUNK)


def _whose(account_id: int, rules: Collection[int] | None) -> Iterator[dict[str, Any]]:
    """Conditions: the account's rules, or these of its rules, as many at a time as a database takes.

    Never both: given the account, too, SQLite goes through all of its 100,000 rules to find five.
    """
    if rules is None:
        yield {"rule__account_id": account_id}
        return
    wanted = sorted(rules)
    for start in range(0, len(wanted), _FEW):
        yield {"rule_id__in": wanted[start : start + _FEW]}


def menu_keys(account_id: int) -> dict[str, int]:
    """Menu key -> the rule that answers it."""
    rows = _keywords({"rule__account_id": account_id}, Occasion.CLICK).order_by("-rule__priority", "rule_id")
    keys: dict[str, int] = {}
    for key, rule_id in rows.values_list("text", "rule_id"):
        keys.setdefault(key, rule_id)
    return keys


def _keywords(whose: dict[str, Any], occasion: str) -> QuerySet[Keyword]:
    rows = Keyword.objects.filter(**whose, rule__occasion=occasion, rule__switched_off=None)
    return rows.order_by("rule_id", "position", "id")


def welcome_rule(account_id: int) -> int | None:
    rules = Rule.objects.filter(account_id=account_id, occasion=Occasion.FOLLOW, switched_off=None)
    return rules.order_by("-priority", "id").values_list("id", flat=True).first()


class Replies:
    """Replies of an account's rules, compiled from rows; texts that repeat are kept once."""

    def __init__(self, account_id: int, *, public_url: str) -> None:
        self.account_id = account_id
        self._read_url = public_url.rstrip("/") + "/read/"

    def texts(self, *, of: Collection[int] | None = None) -> Iterator[tuple[int, str]]:
        """(rule, text) of the rules whose reply is one text of their own: nearly all of a long list."""
        for whose in _whose(self.account_id, of):
            rows = _parts(whose).filter(rule__code=None, item=None)
            yield from rows.values_list("rule_id", "text").iterator(chunk_size=CHUNK)

    def composite(self, *, of: Collection[int] | None = None) -> dict[int, Reply]:
        """The replies of all other rules; with `of`, of those among them."""
        replies: dict[int, Reply] = {}
        for whose in _whose(self.account_id, of):
            replies |= self._compiled(_parts(whose).exclude(rule__code=None, item=None))
        return replies

    def of_rule(self, rule_id: int) -> Reply | None:
        """One rule's reply, wherever it belongs; None when it is gone."""
        return self._compiled(_parts({"rule_id": rule_id})).get(rule_id)

    def _compiled(self, rows: QuerySet[PartRow]) -> dict[int, Reply]:
        columns = list(rows.values_list("rule_id", "rule__code", "text", "item_id"))
        items = self._items({item_id for *_, item_id in columns if item_id})
        parts: dict[int, list[Part]] = defaultdict(list)
        pages: dict[int, str] = {}
        for rule_id, code, text, item_id in columns:
            if not item_id:
                parts[rule_id].append(Text(text))
                pages[rule_id] = code or ""
            else:
                item, inside = items[item_id]
                parts[rule_id] += [self._part(thing) for thing in inside or [item]]
                pages[rule_id] = code or item.code
        return {
            rule_id: Reply(tuple(found), self._read_url + pages[rule_id] if pages[rule_id] else "")
            for rule_id, found in parts.items()
        }

    def _items(self, ids: set[int]) -> dict[int, tuple[Item, list[Item]]]:
        """Item by id, with what is in it when it is a pack."""
        found = Item.objects.filter(account_id=self.account_id).select_related("uploaded")
        places = PackPart.objects.filter(pack__account_id=self.account_id)
        if len(ids) <= _FEW:  # a database takes only so many parameters in a query
            found, places = found.filter(pk__in=ids), places.filter(pack_id__in=ids)
        inside: dict[int, list[Item]] = defaultdict(list)
        for place in places.select_related("item__uploaded").order_by("pack_id", "position"):
            inside[place.pack_id].append(place.item)
        return {item.pk: (item, inside[item.pk]) for item in found}

    def _part(self, item: Item) -> Part:
        page_url = self._read_url + item.code
        if item.kind == ItemKind.TEXT:
            return Text(_within_one_text(item.body, page_url=page_url))
        if item.kind == ItemKind.LINK:
            return Card(title=item.title, url=item.url, summary=item.summary, cover_url=self._cover_url(item))
        if item.kind == ItemKind.ARTICLE:
            return Card(title=item.title, url=page_url, summary=item.summary, cover_url=self._cover_url(item))
        media = getattr(item, "uploaded", None)
        return Media(
            item_id=item.pk,
            kind=item.kind,
            title=item.title,
            url=page_url,
            summary=item.summary,
            media_id=media.media_id if media else "",
            lives_until=(media.expires_at - SAFETY).timestamp() if media else 0.0,
        )

    def _cover_url(self, item: Item) -> str:
        return f"{self._read_url}{item.code}/cover" if item.cover_id else ""


def _parts(whose: dict[str, Any]) -> QuerySet[PartRow]:
    rows = PartRow.objects.filter(**whose, rule__switched_off=None, variant=None)
    return rows.order_by("rule_id", "position", "id")


def _within_one_text(body: str, *, page_url: str) -> str:
    if size_bytes(body) <= MAX_TEXT_BYTES:
        return body
    ending = "\n\n" + linked("看全文", url=page_url)
    return cut(body, most_bytes=MAX_TEXT_BYTES - size_bytes(ending)) + ending
