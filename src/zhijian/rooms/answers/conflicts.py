"""Which rules stand in each other's way: one that never answers, because another always does before it.

Asked of the compiled book, so it costs a few matches and one question, however many rules there are. A rule
somebody is just writing is asked about like one on file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Q

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.bookshelf import BOOKS
from zhijian.rooms.answers.conditions import UNCONDITIONAL, Condition
from zhijian.rooms.answers.contents import Contents
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.models import Keyword, Rule
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import (
    EXACT,
    KINDS,
    NO_RANK,
    NOT_MADE_YET,
    REGEX,
    SYNONYM,
    rank_of,
    rule_of,
)
from zhijian.rooms.answers.states import Match, Occasion

MOST_SHOWN: Final = 20
MOST_LOOKED_AT: Final = 50

_LEVELS: Final = {**KINDS, SYNONYM: KINDS[Match.CONTAINS]}  # as the book ranks them (keywords.py)


class Word(NamedTuple):
    text: str
    match: str

    @property
    def form(self) -> str:
        return normal(self.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule for texts, as it stands or as it is being written: what decides who answers before whom.

    Without a number it is still to be made, and comes after all others that are alike.
    """

    account: Account
    words: Sequence[Word]
    priority: int = 0
    condition: Condition = UNCONDITIONAL
    unit: str = ""
    number: int = NOT_MADE_YET

    @classmethod
    def about(cls, rule: Rule) -> "Asked":
        """On or off; then as if it were on."""
        return cls(
            account=rule.account,
            words=[Word(word.text, word.match) for word in rule.keywords.all()],
            priority=rule.priority,
            condition=Condition.of(
                valid_from=rule.valid_from,
                valid_until=rule.valid_until,
                hours=rule.hours,
                audience=rule.audience,
            ),
            unit=rule.unit,
            number=rule.pk,
        )


@dataclass(frozen=True, slots=True)
class Conflict:
    """`word` is of the rule asked about, `other_word` of the other. Whose answer wins, the list tells."""

    word: str
    other: Rule
    other_name: str
    other_word: str

    @property
    def is_same_word(self) -> bool:
        return normal(self.word) == normal(self.other_word)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """`shadowed_by`: rules that answer before it, always, for a word; `is_shadowed`: for all of its words.

    `shadows`: rules it answers before, always. `same_word`: both have the very word, but how it is matched,
    or when and for whom they answer, differs, so that now one answers, now the other.
    """

    shadowed_by: tuple[Conflict, ...] = ()
    shadows: tuple[Conflict, ...] = ()
    same_word: tuple[Conflict, ...] = ()
    is_shadowed: bool = False

    def __bool__(self) -> bool:
        return bool(self.shadowed_by or self.shadows or self.same_word)


NONE: Final = Conflicts()


def of_rule(rule: Rule) -> Conflicts:
    return of(Asked.about(rule)) if rule.occasion == Occasion.TEXT else NONE


def of(asked: Asked) -> Conflicts:
    """Regular expressions are not looked into."""
    contents = BOOKS.of(asked.account).contents
    matcher = contents.units.get(asked.unit) if asked.unit else contents.matcher
    words = [word for word in asked.words if word.match != REGEX and word.form][:MOST_LOOKED_AT]
    if matcher is None or not words:
        return NONE
    look = _Look(asked, contents, matcher)
    above = {word.text: look.shadower(word) for word in words}
    shadowed_by = [(text, rank) for text, rank in above.items() if rank is not None]
    same_word = [(word.text, rank) for word in words for rank in look.same_but_not_always(word)]
    shadows = list(look.shadowed(words))
    others = Rule.objects.in_bulk(
        {rule_of(rank) for _, rank in (*shadowed_by, *same_word)} | {other.rule_id for _, other in shadows}
    )
    names = names_of(others.values())

    def conflicts(pairs: Sequence[tuple[str, int]]) -> tuple[Conflict, ...]:
        return tuple(
            Conflict(word, others[rule_of(rank)], names[rule_of(rank)], matcher.word_at(rank)[0])
            for word, rank in pairs[:MOST_SHOWN]
            if rule_of(rank) in others
        )

    return Conflicts(
        shadowed_by=conflicts(shadowed_by),
        same_word=conflicts(same_word),
        shadows=tuple(
            Conflict(word, others[other.rule_id], names[other.rule_id], other.text)
            for word, other in shadows[:MOST_SHOWN]
            if other.rule_id in others
        ),
        is_shadowed=len(words) == len(asked.words) and None not in above.values(),
    )


class _Look:
    def __init__(self, asked: Asked, contents: Contents, matcher: Matcher) -> None:
        self._asked = asked
        self._contents = contents
        self._matcher = matcher

    def shadower(self, word: Word) -> int | None:
        """The rank that answers whatever this word would."""
        mine = self._mine(word)
        for rank in self._others(word):
            if rank > mine:
                return None
            if self._always_answers(rank, word, mine):
                return rank
        return None

    def same_but_not_always(self, word: Word) -> list[int]:
        """Others with this very word, of which neither always answers before the other."""
        mine = self._mine(word)
        return [
            rank
            for rank in self._others(word)
            if normal(self._matcher.word_at(rank)[0]) == word.form
            and not self._always_answers(rank, word, mine)
            and not self._never_answers(rank, word, mine)
        ]

    def shadowed(self, words: Sequence[Word]) -> Iterator[tuple[str, Keyword]]:
        """(word, the other's keyword): those that hold one of these words, or are it, and come later."""
        holding = Q()
        for word in words:
            is_exact = word.match == EXACT
            holding |= Q(normal=word.form, match=EXACT) if is_exact else Q(normal__contains=word.form)
        others = Keyword.objects.filter(
            holding,
            match__in=(EXACT, Match.CONTAINS, SYNONYM),
            rule__account_id=self._asked.account.pk,
            rule__occasion=Occasion.TEXT,
            rule__unit=self._asked.unit,
            rule__switched_off=None,
            rule__priority__lte=self._asked.priority,
        ).exclude(rule_id=self._asked.number)
        for other in others.select_related("rule").order_by("rule_id", "position")[:MOST_LOOKED_AT]:
            condition = self._contents.conditions.get(other.rule_id, UNCONDITIONAL)
            theirs = _rank(
                other.match, priority=other.rule.priority, number=other.rule_id, condition=condition
            )
            for word in words:
                if _is_held(word, other) and self._mine(word) < theirs and self._i_always_with(other.rule_id):
                    yield word.text, other
                    break

    def _others(self, word: Word) -> Iterator[int]:
        """The ranks of other rules that match the word itself, the best first."""
        passed_over = {self._asked.number}
        form = word.form
        while len(passed_over) <= MOST_LOOKED_AT:
            rank = self._matcher.best(word.text, form, but_not=frozenset(passed_over))
            if rank == NO_RANK:
                return
            passed_over.add(rule_of(rank))
            yield rank

    def _always_answers(self, rank: int, word: Word, mine: int) -> bool:
        """Whatever this word would. One that is contained meets longer texts, too; an exact one is none."""
        is_wide = word.match == EXACT or self._matcher.word_at(rank)[1] not in (EXACT, REGEX)
        condition = self._contents.conditions.get(rule_of(rank), UNCONDITIONAL)
        return rank < mine and is_wide and condition in (UNCONDITIONAL, self._asked.condition)

    def _never_answers(self, rank: int, word: Word, mine: int) -> bool:
        is_wide = word.match != EXACT or self._matcher.word_at(rank)[1] == EXACT
        return mine < rank and is_wide and self._i_always_with(rule_of(rank))

    def _i_always_with(self, other: int) -> bool:
        """Whether this one answers whenever, and whomever, the other does."""
        theirs = self._contents.conditions.get(other, UNCONDITIONAL)
        return self._asked.condition in (UNCONDITIONAL, theirs)

    def _mine(self, word: Word) -> int:
        asked = self._asked
        return _rank(word.match, priority=asked.priority, number=asked.number, condition=asked.condition)


def _is_held(word: Word, other: Keyword) -> bool:
    if word.match == EXACT:
        return other.match == EXACT and other.normal == word.form
    return word.form in other.normal


def _rank(match: str, *, priority: int, number: int, condition: Condition) -> int:
    return rank_of(
        kind=_LEVELS[match],
        priority=priority,
        rule=number,
        nth=0,
        specificity=condition.specificity(),
        is_for_a_time=condition.is_for_a_time,
    )
