"""Which of several keywords answers: the order of rules in one number.

Highest priority first; at equal priority the rule whose audience is narrower; then exact before contains
before synonym before regex; then what answers for a time only before what always does; then the earlier made
(docs/decisions/0010). A keyword's rank is that order in one number: the lower is better. It depends on
nothing but its own rule, so that a rule that comes or goes leaves the ranks of all others as they are.
"""

from collections.abc import Container
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

EXACT: Final = "exact"
CONTAINS: Final = "contains"
SYNONYM: Final = "synonym"
REGEX: Final = "regex"
MATCHES: Final = (EXACT, CONTAINS, SYNONYM, REGEX)
KINDS: Final = {match: place for place, match in enumerate(MATCHES)}

MOST_SPECIFIC: Final = 31
NO_RANK: Final = 1 << 100  # worse than any

_LOWEST: Final = 1 << 11  # priorities are a thousand up and down
_RULE_BITS: Final = 48
_NTH_BITS: Final = 20
_NTH_MASK: Final = (1 << _NTH_BITS) - 1
_RULE_MASK: Final = (1 << _RULE_BITS) - 1

NOT_MADE_YET: Final = _RULE_MASK  # a rule's number while it has none: later than any

Row = tuple[str, str, int, int]  # keyword as written, match, priority, rule; a rule's keywords stand together


def rank_of(
    *, kind: int, priority: int, rule: int, nth: int, specificity: int = 0, is_for_a_time: bool = False
) -> int:
    """`nth` among the keywords of its rule; ranks of one rule differ by it."""
    level = (_LOWEST - priority) * (MOST_SPECIFIC + 1) + MOST_SPECIFIC - specificity
    level = (level * len(MATCHES) + kind) * 2 + (not is_for_a_time)
    return ((level << _RULE_BITS | rule) << _NTH_BITS) | min(nth, _NTH_MASK)


def rule_of(rank: int) -> int:
    return rank >> _NTH_BITS & _RULE_MASK


@dataclass(frozen=True, slots=True)
class Standing:
    """A rank taken apart: why one is lower than another."""

    priority: int
    specificity: int
    kind: int
    is_for_a_time: bool
    rule: int


def standing_of(rank: int) -> Standing:
    level, not_for_a_time = divmod(rank >> _NTH_BITS + _RULE_BITS, 2)
    level, kind = divmod(level, len(MATCHES))
    priority, specificity = divmod(level, MOST_SPECIFIC + 1)
    return Standing(
        priority=_LOWEST - priority,
        specificity=MOST_SPECIFIC - specificity,
        kind=kind,
        is_for_a_time=not not_for_a_time,
        rule=rule_of(rank),
    )


class RanksOf(Container[int]):
    """All ranks of these rules, without listing them."""

    def __init__(self, rules: AbstractSet[int]) -> None:
        self._rules = rules

    def __contains__(self, rank: object) -> bool:
        return isinstance(rank, int) and rule_of(rank) in self._rules
