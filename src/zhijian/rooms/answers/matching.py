"""The rules of one account as its gateway asks them: which rule answers a text.

All keywords are compiled once. Rules that change afterwards are compiled anew, by themselves, and asked
beside the others: with 100,000 rules, one that changed costs a millisecond and not a second. In the old
table its keywords are passed over.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from zhijian.rooms.answers.keywords import NEEDS_PATIENCE, Keywords
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import NO_RANK, RanksOf, Row, rule_of

__all__ = ["NEEDS_PATIENCE", "NOT_FOUND", "Matcher"]

NOT_FOUND: Final = -1

# Characters. The platform lets nobody write half as many; some grow to eighteen when they are normalised.
_LONGEST_QUICK: Final = 4_096


class Matcher:
    """Immutable once made, so any number of threads may ask it."""

    def __init__(
        self,
        compiled: Keywords,
        *,
        changed_rules: frozenset[int] = frozenset(),
        changed_rows: Sequence[Row] = (),
    ) -> None:
        """`changed_rows` are all the keywords of the changed rules; those compiled before do not count."""
        self.compiled = compiled
        self.changed = Keywords(changed_rows)
        self.changed_rules = changed_rules
        self.passed_over = RanksOf(changed_rules) if changed_rules else None
        self._changed_rows = changed_rows

    def with_changes(self, rules: AbstractSet[int], *, rows: Iterable[Row]) -> "Matcher":
        """A matcher in which `rows` are all the keywords of these rules. The other rules are as they were."""
        kept = (row for row in self._changed_rows if row[3] not in rules)
        return Matcher(self.compiled, changed_rules=self.changed_rules | rules, changed_rows=[*kept, *rows])

    def __len__(self) -> int:
        """How many keywords there are to ask, those counted that are passed over."""
        return len(self.compiled) + len(self.changed)

    def find(self, text: str, *, patiently: bool) -> int:
        """The rule that answers, or NOT_FOUND.

        Not patiently, it may say NEEDS_PATIENCE instead of taking more than about a millisecond.
        """
        if not patiently and len(text) > _LONGEST_QUICK:
            return NEEDS_PATIENCE
        form = normal(text)
        best = NO_RANK
        if self._changed_rows:
            best = self.changed.best(text, form, below=best, patiently=patiently)
        # NEEDS_PATIENCE is lower than any rank, so that nothing found here beats it.
        best = self.compiled.best(text, form, below=best, patiently=patiently, but_not=self.passed_over)
        if best == NEEDS_PATIENCE:
            return NEEDS_PATIENCE
        return NOT_FOUND if best == NO_RANK else rule_of(best)
