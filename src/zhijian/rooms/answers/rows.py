"""Which rules there are to ask, when and for whom: what a book is compiled from, beside the replies.

A few queries however many rules there are. With `of`, only these rules are read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from zhijian.rooms.answers.conditions import UNCONDITIONAL, Condition
from zhijian.rooms.answers.keywords import Around
from zhijian.rooms.answers.models import Choice, Keyword, Rule, SynonymGroup
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import Row, rank_of
from zhijian.rooms.answers.states import Occasion

Place = tuple[int, str]  # a rule and the unit whose answer it is
Guide = dict[int, tuple[str, int]]  # number -> (label, rule it leads to)

CHUNK: Final = 5000
_FEW: Final = 500


def keyword_rows(account_id: int, *, of: Collection[int] | None = None) -> Iterator[Row]:
    """The keywords of text rules that are on, in the order they were made; of all rules, or of these.

    Those of units are not among them: see `unit_rows`.
    """
    for limits in whose(account_id, of):
        rows = _keywords(limits, Occasion.TEXT).filter(rule__unit="")
        yield from rows.values_list("text", "match", "rule__priority", "rule_id").iterator(chunk_size=CHUNK)


def unit_rows(account_id: int, *, of: Collection[int] | None = None) -> dict[str, list[Row]]:
    """Unit code -> the keywords of its own text rules that are on."""
    found: dict[str, list[Row]] = defaultdict(list)
    for limits in whose(account_id, of):
        rows = _keywords(limits, Occasion.TEXT).exclude(rule__unit="")
        columns = ("rule__unit", "text", "match", "rule__priority", "rule_id")
        for unit, text, match, priority, rule_id in rows.values_list(*columns):
            found[unit].append((text, match, priority, rule_id))
    return dict(found)


def off_rows(account_id: int) -> list[Row]:
    """The keywords of text rules that are switched off: what they would have answered."""
    rows = Keyword.objects.filter(rule__account_id=account_id, rule__occasion=Occasion.TEXT)
    off = rows.filter(rule__switched_off__isnull=False).order_by("rule_id", "position", "id")
    return list(off.values_list("text", "match", "rule__priority", "rule_id"))


def conditions(account_id: int) -> dict[int, Condition]:
    """Of the rules that are on and do not answer everybody always."""
    limited = Q(valid_from__isnull=False) | Q(valid_until__isnull=False) | ~Q(hours={}) | ~Q(audience={})
    rules = Rule.objects.filter(limited, account_id=account_id, switched_off=None).order_by()
    rows = rules.values_list("pk", *_LIMITS).iterator(chunk_size=CHUNK)
    found = {pk: _condition(*limits) for pk, *limits in rows}
    return {pk: condition for pk, condition in found.items() if condition != UNCONDITIONAL}


@dataclass(frozen=True, slots=True)
class RuleSeen:
    """What about one rule decides what else is to be read."""

    occasion: str
    unit: str
    condition: Condition


def rules_seen(account_id: int, *, of: Collection[int]) -> dict[int, RuleSeen]:
    """Those of these rules that are there and on."""
    found: dict[int, RuleSeen] = {}
    for limits in whose(account_id, of, prefix=""):
        rules = Rule.objects.filter(**limits, switched_off=None).order_by()
        for pk, occasion, unit, *limits_of_rule in rules.values_list("pk", "occasion", "unit", *_LIMITS):
            found[pk] = RuleSeen(occasion, unit, _condition(*limits_of_rule))
    return found


_LIMITS: Final = ("valid_from", "valid_until", "hours", "audience")


def _condition(
    valid_from: datetime | None, valid_until: datetime | None, hours: dict[str, Any], audience: dict[str, Any]
) -> Condition:
    if valid_from is None and valid_until is None and not hours and not audience:
        return UNCONDITIONAL
    return Condition.of(valid_from=valid_from, valid_until=valid_until, hours=hours, audience=audience)


def around(account_id: int) -> Around:
    return Around(conditions=conditions(account_id), synonyms=synonyms(account_id))


def synonyms(account_id: int) -> dict[str, tuple[str, ...]]:
    """Normal form of a word -> the other words of its group."""
    others: dict[str, tuple[str, ...]] = {}
    for words in SynonymGroup.objects.filter(account_id=account_id).values_list("words", flat=True):
        for word in words:
            others[normal(word)] = tuple(other for other in words if other is not word)
    return others


def whose(
    account_id: int, rules: Collection[int] | None, *, prefix: str = "rule__"
) -> Iterator[dict[str, Any]]:
    """Conditions: the account's rules, or these of its rules, as many at a time as a database takes.

    Never both: given the account, too, SQLite goes through all of its 100,000 rules to find five.
    """
    if rules is None:
        yield {f"{prefix}account_id": account_id}
        return
    name = "rule_id__in" if prefix else "pk__in"
    wanted = sorted(rules)
    for start in range(0, len(wanted), _FEW):
        yield {name: wanted[start : start + _FEW]}


def menu_keys(account_id: int, conditions: Mapping[int, Condition]) -> dict[str, tuple[Place, ...]]:
    """Menu key -> the rules that answer it, the first to be asked first."""
    rows = _keywords({"rule__account_id": account_id}, Occasion.CLICK)
    keys: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    columns = ("text", "rule_id", "rule__priority", "rule__unit")
    for key, rule_id, priority, unit in rows.values_list(*columns):
        keys[key].append(_placed(rule_id, priority, unit, conditions))
    return {key: tuple(place for _, place in sorted(places)) for key, places in keys.items()}


def welcome_rules(account_id: int, conditions: Mapping[int, Condition]) -> tuple[Place, ...]:
    rules = Rule.objects.filter(account_id=account_id, occasion=Occasion.FOLLOW, switched_off=None)
    rows = rules.order_by("id").values_list("id", "priority", "unit")
    return tuple(place for _, place in sorted(_placed(*row, conditions) for row in rows))


def _placed(rule: int, priority: int, unit: str, conditions: Mapping[int, Condition]) -> tuple[int, Place]:
    condition = conditions.get(rule, UNCONDITIONAL)
    rank = rank_of(
        kind=0,
        priority=priority,
        rule=rule,
        nth=0,
        specificity=condition.specificity(),
        is_for_a_time=condition.is_for_a_time,
    )
    return rank, (rule, unit)


def _keywords(limits: dict[str, Any], occasion: str) -> QuerySet[Keyword]:
    rows = Keyword.objects.filter(**limits, rule__occasion=occasion, rule__switched_off=None)
    return rows.order_by("rule_id", "position", "id")


def guides(account_id: int) -> dict[int, Guide]:
    """Rule -> its choices by number, but for those that lead to a rule that is off. All, for they are few."""
    choices = Choice.objects.filter(
        rule__account_id=account_id, leads_to__switched_off=None, rule__switched_off=None
    )
    found: dict[int, Guide] = defaultdict(dict)
    columns = ("rule_id", "number", "label", "leads_to_id")
    for rule_id, number, label, leads_to in choices.order_by("rule_id", "number").values_list(*columns):
        found[rule_id][number] = (label, leads_to)
    return dict(found)
