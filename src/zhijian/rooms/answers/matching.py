"""The rules of one account as its gateway asks them: which rule answers a text.

All keywords are compiled once. Rules that change afterwards are compiled anew, by themselves, and asked
beside the others: with 100,000 rules, one that changed costs a millisecond and not a second. In the old
table its keywords are passed over.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from zhijian.rooms.answers.keywords import ALONE, NEEDS_PATIENCE, Around, Keywords
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import NO_RANK, RanksOf, Row, rule_of

__all__ = ["LONGEST_QUICK", "NEEDS_PATIENCE", "NOT_FOUND", "Matcher"]

NOT_FOUND: Final = -1

# Characters. The platform lets nobody write half as many; some grow to eighteen when they are normalised.
LONGEST_QUICK: Final = 4_096


class Matcher:
    """Immutable once made, so any number of threads may ask it."""

    def __init__(
        self,
        compiled: Keywords,
        *,
        changed_rules: frozenset[int] = frozenset(),
        changed_rows: Sequence[Row] = (),
        around: Around = ALONE,
    ) -> None:
        """`changed_rows` are all the keywords of the changed rules; those compiled before do not count.

        `around` is what those are compiled with.
        """
        self.compiled = compiled
        self.changed = Keywords(changed_rows, around)
        self.changed_rules = changed_rules
        self.passed_over = RanksOf(changed_rules) if changed_rules else None
        self._changed_rows = changed_rows

    def with_changes(
        self, rules: AbstractSet[int], *, rows: Iterable[Row], around: Around = ALONE
    ) -> "Matcher":
        """A matcher in which `rows` are all the keywords of these rules. The other rules are as they were."""
        kept = (row for row in self._changed_rows if row[3] not in rules)
        return Matcher(
            self.compiled,
            changed_rules=self.changed_rules | rules,
            changed_rows=[*kept, *rows],
            around=around,
        )

    def __len__(self) -> int:
        """How many keywords there are to ask, those counted that are passed over."""
        return len(self.compiled) + len(self.changed)

    @property
    def has_meant(self) -> bool:
        """Whether some keywords are matched by meaning."""
        return self.compiled.has_meant or self.changed.has_meant

    def word_at(self, rank: int) -> tuple[str, str]:
        """The word that has this rank, and how it is matched."""
        keywords = self.changed if rule_of(rank) in self.changed_rules else self.compiled
        return keywords.word_at(rank)

    def find(
        self,
        text: str,
        *,
        patiently: bool,
        form: str | None = None,
        but_not: AbstractSet[int] = frozenset(),
    ) -> int:
        """The rule that answers, or NOT_FOUND; never one of `but_not`. `form`: the text's normal form.

        Not patiently, it may say NEEDS_PATIENCE instead of taking more than about a millisecond.
        """
        if not patiently and len(text) > LONGEST_QUICK:
            return NEEDS_PATIENCE
        best = self.best(text, normal(text) if form is None else form, patiently=patiently, but_not=but_not)
        if best == NEEDS_PATIENCE:
            return NEEDS_PATIENCE
        return NOT_FOUND if best == NO_RANK else rule_of(best)

    def best(
        self, text: str, form: str, *, patiently: bool = True, but_not: AbstractSet[int] = frozenset()
    ) -> int:
        """The rank that wins, NO_RANK when none does, or NEEDS_PATIENCE."""
        best, passed_over = NO_RANK, self.passed_over
        if self._changed_rows:
            also = RanksOf(but_not) if but_not else None
            best = self.changed.best(text, form, below=best, patiently=patiently, but_not=also)
        if but_not:
            passed_over = RanksOf(self.changed_rules | but_not)
        # NEEDS_PATIENCE is lower than any rank, so that nothing found here beats it.
        return self.compiled.best(text, form, below=best, patiently=patiently, but_not=passed_over)
