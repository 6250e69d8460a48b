"""Which rules stand in each other's way: one that never answers, because another always does before it.

Asked of the compiled book, so it costs a few matches and one question, however many rules there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zhijian.rooms.answers.bookshelf import BOOKS
from zhijian.rooms.answers.conditions import UNCONDITIONAL
from zhijian.rooms.answers.contents import Contents
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.models import Keyword, Rule
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import EXACT, KINDS, NO_RANK, REGEX, SYNONYM, rank_of, rule_of
from zhijian.rooms.answers.states import Match, Occasion

MOST_SHOWN: Final = 20
MOST_LOOKED_AT: Final = 50

_LEVELS: Final = {**KINDS, SYNONYM: KINDS[Match.CONTAINS]}  # as the book ranks them (keywords.py)


@dataclass(frozen=True, slots=True)
class Conflict:
    """`word` is of the rule asked about, `other_word` of the other. Whose answer wins, the list tells."""

    word: str
    other: Rule
    other_name: str
    other_word: str


@dataclass(frozen=True, slots=True)
class Conflicts:
    """`shadowed_by`: rules that answer before it, always, for a word; `is_shadowed`: for all of its words.

    `shadows`: rules it answers before, always. `same_word`: both have the very word, but when and for whom
    they answer differs, so that now one answers, now the other.
    """

    shadowed_by: tuple[Conflict, ...] = ()
    shadows: tuple[Conflict, ...] = ()
    same_word: tuple[Conflict, ...] = ()
    is_shadowed: bool = False

    def __bool__(self) -> bool:
        return bool(self.shadowed_by or self.shadows or self.same_word)


NONE: Final = Conflicts()


def of_rule(rule: Rule) -> Conflicts:
    """Of a text rule on file, on or off (then: as if it were on). Regular expressions are not looked into."""
    if rule.occasion != Occasion.TEXT:
        return NONE
    contents = BOOKS.of(rule.account).contents
    matcher = contents.units.get(rule.unit) if rule.unit else contents.matcher
    if matcher is None:
        return NONE
    look = _Look(rule, contents, matcher)
    words = [word for word in rule.keywords.all() if word.match != Match.REGEX and normal(word.text)]
    above = {word.text: look.shadower(word) for word in words}
    found = {
        "shadowed_by": [(text, rank) for text, rank in above.items() if rank is not None],
        "same_word": [(word.text, rank) for word in words for rank in look.same_but_not_always(word)],
    }
    shadows = list(look.shadowed(words))
    others = Rule.objects.in_bulk(
        {rule_of(rank) for pairs in found.values() for _, rank in pairs}
        | {other.rule_id for _, other in shadows}
    )
    names = names_of(others.values())

    def conflict(word: str, other_id: int, other_word: str) -> Conflict:
        return Conflict(word, others[other_id], names[other_id], other_word)

    by_kind = {
        kind: tuple(
            conflict(word, rule_of(rank), matcher.word_at(rank)[0])
            for word, rank in pairs[:MOST_SHOWN]
            if rule_of(rank) in others
        )
        for kind, pairs in found.items()
    }
    return Conflicts(
        shadowed_by=by_kind["shadowed_by"],
        same_word=by_kind["same_word"],
        shadows=tuple(
            conflict(word, other.rule_id, other.text)
            for word, other in shadows[:MOST_SHOWN]
            if other.rule_id in others
        ),
        is_shadowed=bool(above) and len(above) == rule.keywords.count() and None not in above.values(),
    )


class _Look:
    def __init__(self, rule: Rule, contents: Contents, matcher: Matcher) -> None:
        self._rule = rule
        self._contents = contents
        self._matcher = matcher
        self._condition = contents.conditions.get(rule.pk, UNCONDITIONAL)

    def shadower(self, word: Keyword) -> int | None:
        """The rank that answers whatever this word would."""
        mine = self._rank_of(word.match, self._rule.priority, self._rule.pk)
        for rank in self._others(word):
            if rank > mine:
                return None
            # A contained word meets longer texts, too, of which an exact one is no part.
            is_wide = word.match == EXACT or self._matcher.word_at(rank)[1] not in (EXACT, REGEX)
            if is_wide and self._always_with(rule_of(rank)):
                return rank
        return None

    def same_but_not_always(self, word: Keyword) -> list[int]:
        form = normal(word.text)
        return [
            rank
            for rank in self._others(word)
            if not self._always_with(rule_of(rank)) and normal(self._matcher.word_at(rank)[0]) == form
        ]

    def shadowed(self, words: Sequence[Keyword]) -> Iterator[tuple[str, Keyword]]:
        """(word, the other's keyword): those that hold one of these words, or are it, and come later."""
        for word in words:
            form = normal(word.text)
            holding = {"normal": form} if word.match == EXACT else {"normal__contains": form}
            matches = [EXACT] if word.match == EXACT else [EXACT, Match.CONTAINS, SYNONYM]
            others = Keyword.objects.filter(
                **holding,
                match__in=matches,
                rule__account_id=self._rule.account_id,
                rule__occasion=Occasion.TEXT,
                rule__unit=self._rule.unit,
                rule__switched_off=None,
            ).exclude(rule_id=self._rule.pk)
            mine = self._rank_of(word.match, self._rule.priority, self._rule.pk)
            for other in others.select_related("rule").order_by("rule_id", "position")[:MOST_LOOKED_AT]:
                theirs = self._rank_of(other.match, other.rule.priority, other.rule_id)
                if mine < theirs and self._i_always_with(other.rule_id):
                    yield word.text, other

    def _others(self, word: Keyword) -> Iterator[int]:
        """The ranks of other rules that match the word itself, the best first."""
        passed_over = {self._rule.pk}
        form = normal(word.text)
        while len(passed_over) <= MOST_LOOKED_AT:
            rank = self._matcher.best(word.text, form, but_not=frozenset(passed_over))
            if rank == NO_RANK:
                return
            passed_over.add(rule_of(rank))
            yield rank

    def _always_with(self, other: int) -> bool:
        """Whether the other answers whenever, and whomever, this one does."""
        condition = self._contents.conditions.get(other)
        return condition is None or condition == self._condition

    def _i_always_with(self, other: int) -> bool:
        mine = self._contents.conditions.get(self._rule.pk)
        return mine is None or mine == self._contents.conditions.get(other)

    def _rank_of(self, match: str, priority: int, rule_id: int) -> int:
        condition = self._contents.conditions.get(rule_id, UNCONDITIONAL)
        return rank_of(
            kind=_LEVELS[match],
            priority=priority,
            rule=rule_id,
            nth=0,
            specificity=condition.specificity(),
            is_for_a_time=condition.is_for_a_time,
        )
