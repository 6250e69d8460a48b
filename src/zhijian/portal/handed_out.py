"""What a keyword hands out to everybody: the packs of rules that are on, with the word to send for each.

Only those: a pack's address cannot be guessed, and being in the library is no wish to be shown to the world.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item
from zhijian.portal.elder_view import View
from zhijian.portal.reading.leaf import Row, row_of
from zhijian.rooms.answers.models import Part
from zhijian.rooms.answers.states import Match, Occasion

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account, a word to try first, and its packs."""

    name: str
    first_word: str
    packs: list[Row]


def account_cards(*, view: View) -> list[AccountCard]:
    return [_card(account, view) for account in Account.objects.order_by("name", "id")]


def _card(account: Account, view: View) -> AccountCard:
    rows: dict[int, Row] = {}
    words: dict[int, str] = {}
    for part in _pack_parts(account):
        word = _word_to_send(part)
        if part.item and word and part.item_id not in rows and len(rows) < MOST_SHOWN:
            words[part.item.pk] = word
            rows[part.item.pk] = row_of(
                part.item, view=view, hint=_("在公众号里发“%(word)s”") % {"word": word}
            )
    return AccountCard(account.name, next(iter(words.values()), ""), list(rows.values()))


def _pack_parts(account: Account) -> list[Part]:
    packs = list(Item.objects.filter(account=account, kind=ItemKind.PACK).values_list("pk", flat=True))
    # Few packs, perhaps 100,000 rules: begin with the packs.
    parts = Part.objects.filter(item_id__in=packs, rule__occasion=Occasion.TEXT, rule__switched_off=None)
    # What is for some only, or for another time, is no material for everybody to find.
    moment = now()
    open_to_all = parts.filter(
        Q(rule__valid_from=None) | Q(rule__valid_from__lte=moment),
        Q(rule__valid_until=None) | Q(rule__valid_until__gt=moment),
        rule__audience={},
        rule__unit="",
        variant=None,
    )
    in_order = open_to_all.select_related("item").prefetch_related("rule__keywords")
    return list(in_order.order_by("-rule__priority", "rule_id", "position")[: MOST_SHOWN * 4])


def _word_to_send(part: Part) -> str:
    """A keyword somebody can type; a pattern is none."""
    words = (word.text for word in part.rule.keywords.all() if word.match != Match.REGEX)
    return next(words, "")
