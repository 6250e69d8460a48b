"""One question put to the contents of a book: which rule answers just this person, just now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhijian.foundation.followers.facts import Facts
from zhijian.rooms.answers.conditions import Condition
from zhijian.rooms.answers.matching import NEEDS_PATIENCE, NOT_FOUND, Matcher
from zhijian.rooms.answers.parts import Reply

if TYPE_CHECKING:
    from zhijian.rooms.answers.contents import Contents
    from zhijian.rooms.answers.reading import Variant
    from zhijian.rooms.answers.rows import Place

_MOST_ONE_BY_ONE: Final = 8  # rules that do not answer just now; beyond, all such are passed over at once


@dataclass(frozen=True, slots=True)
class Asker:
    facts: Facts
    at: float


def found_rule(contents: "Contents", text: str, *, form: str, asker: Asker, patiently: bool) -> int:
    """His branch's answer, else its committee's, else the account's; or NOT_FOUND, or NEEDS_PATIENCE."""
    for unit in reversed(asker.facts.unit_path):
        matcher = contents.units.get(unit)
        if matcher is None:
            continue
        rule = _standing_rule(contents, matcher, text, form=form, asker=asker, patiently=patiently)
        if rule != NOT_FOUND:
            return rule
    return _standing_rule(contents, contents.matcher, text, form=form, asker=asker, patiently=patiently)


def _standing_rule(
    contents: "Contents", matcher: Matcher, text: str, *, form: str, asker: Asker, patiently: bool
) -> int:
    """The best rule whose conditions hold: those whose do not leave the word to the next best."""
    failing: set[int] = set()
    while True:
        rule = matcher.find(text, form=form, patiently=patiently, but_not=failing)
        condition = contents.conditions.get(rule)
        if condition is None or not condition.failing(asker.facts, at=asker.at):
            return rule
        failing.add(rule)
        if len(failing) == _MOST_ONE_BY_ONE:
            if not patiently:
                return NEEDS_PATIENCE
            failing |= failing_rules(contents.conditions, asker)


def failing_rules(conditions: Mapping[int, Condition], asker: Asker) -> frozenset[int]:
    """All that do not answer this person now."""
    return frozenset(
        rule for rule, condition in conditions.items() if condition.failing(asker.facts, at=asker.at)
    )


def first_standing(places: Sequence["Place"], *, conditions: Mapping[int, Condition], asker: Asker) -> int:
    """Of rules for a follow or a menu entry, in their order; units as in `found_rule`."""
    standing = [
        (rule, unit)
        for rule, unit in places
        if (not unit or unit in asker.facts.unit_path)
        and not (rule in conditions and conditions[rule].failing(asker.facts, at=asker.at))
    ]
    if not standing:
        return NOT_FOUND
    path = asker.facts.unit_path
    return max(standing, key=lambda place: path.index(place[1]) if place[1] else -1)[0]


def closest_variant(variants: Sequence["Variant"], facts: Facts) -> Reply | None:
    """Of the replies that are for this person, the one nearest to him; of equally near ones the first."""
    place = closest_place(variants, facts)
    return None if place is None else variants[place][1]


def closest_place(variants: Sequence["Variant"], facts: Facts) -> int | None:
    fitting = [place for place, (audience, _) in enumerate(variants) if audience.holds_for(facts)]
    return max(fitting, key=lambda place: variants[place][0].closeness(facts), default=None)
