"""The choices of a rule: checked, so that they lead somewhere and never round in a circle."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, TypeAlias

from zhijian.rooms.answers.errors import ChoicesRefused, CyclicGuiding
from zhijian.rooms.answers.models import Choice, Rule
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.normal import is_blank

MOST_CHOICES: Final = 20
NUMBERS: Final = range(1, 100)
LONGEST_LABEL: Final = 60

Offer: TypeAlias = tuple[int, str, Rule]  # number, label, the rule it leads to


def offers_of(rule: Rule) -> list[Offer]:
    return [
        (choice.number, choice.label, choice.leads_to)
        for choice in rule.choices.select_related("leads_to").order_by("number")
    ]


def write_choices(rule: Rule, offers: Sequence[Offer]) -> None:
    """These and no others. In the caller's transaction. Raises `ChoicesRefused` or `CyclicGuiding`."""
    _check(rule, offers)
    rule.choices.all().delete()
    Choice.objects.bulk_create(
        Choice(rule=rule, number=number, label=label.strip(), leads_to=leads_to)
        for number, label, leads_to in offers
    )


def _check(rule: Rule, offers: Sequence[Offer]) -> None:
    if len(offers) > MOST_CHOICES:
        raise ChoicesRefused(code="choices-too-many")
    if len({number for number, _, _ in offers}) < len(offers):
        raise ChoicesRefused(code="choice-twice")
    for number, label, leads_to in offers:
        if number not in NUMBERS:
            raise ChoicesRefused(code="choice-number")
        if is_blank(label) or len(label.strip()) > LONGEST_LABEL or "\n" in label.strip():
            raise ChoicesRefused(code="choice-label")
        if leads_to.account_id != rule.account_id:
            raise ChoicesRefused(code="choice-unknown")
    if offers:
        _check_for_circles(rule, [leads_to.pk for _, _, leads_to in offers])


def _check_for_circles(rule: Rule, starts: Sequence[int]) -> None:
    """Raises `CyclicGuiding` with the way round when a way from here comes back here."""
    onward: dict[int, list[int]] = defaultdict(list)
    others = Choice.objects.filter(rule__account_id=rule.account_id).exclude(rule=rule)
    for source, target in others.order_by("rule_id", "number").values_list("rule_id", "leads_to_id"):
        onward[source].append(target)
    came_from: dict[int, int] = dict.fromkeys(starts, rule.pk)
    waiting = list(came_from)
    while waiting:
        here = waiting.pop()
        if here == rule.pk:
            raise CyclicGuiding(_way(rule.pk, came_from))
        for there in onward[here]:
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)


def _way(start: int, came_from: dict[int, int]) -> list[str]:
    way = [start]
    while (before := came_from[way[-1]]) != start:
        way.append(before)
    places = [start, *reversed(way[1:]), start]
    names = names_of(Rule.objects.filter(pk__in=places))
    return [names[place] for place in places]
