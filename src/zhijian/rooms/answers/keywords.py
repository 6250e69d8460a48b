"""Keywords compiled: which of them answers a text."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from zhijian.rooms.answers import patterns
from zhijian.rooms.answers.conditions import Condition
from zhijian.rooms.answers.normal import normal, regex_text
from zhijian.rooms.answers.ranking import (
    CONTAINS,
    EXACT,
    KINDS,
    NO_RANK,
    REGEX,
    SYNONYM,
    RanksOf,
    Row,
    rank_of,
)
from zhijian.rooms.answers.regexes import Regexes
from zhijian.rooms.answers.spotting import Spotter

NEEDS_PATIENCE: Final = -2  # no rank is negative

_QUICK_LOOK_UPS = 50_000

# What a compiled word is. A keyword matched by meaning counts as one that is contained; words that mean the
# same come after those.
_EXACT, _CONTAINS, MEANT, ALIKE, _REGEX = range(5)
_CODES: Final = {EXACT: _EXACT, CONTAINS: _CONTAINS, SYNONYM: MEANT, REGEX: _REGEX}
_LEVELS: Final = {
    _EXACT: KINDS[EXACT],
    _CONTAINS: KINDS[CONTAINS],
    MEANT: KINDS[CONTAINS],
    ALIKE: KINDS[SYNONYM],
    _REGEX: KINDS[REGEX],
}


@dataclass(frozen=True, slots=True)
class Around:
    """What keywords are compiled with beside themselves."""

    conditions: Mapping[int, Condition] = field(default_factory=dict)  # of rules that have any
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # normal form -> the other words


ALONE: Final = Around()


class Keywords:
    """Immutable once made, so any number of threads may ask it."""

    def __init__(self, rows: Iterable[Row], around: Around = ALONE) -> None:
        written, kinds, ranks = _columns(rows, around)
        order = sorted(range(len(ranks)), key=ranks.__getitem__)
        self.words: list[str] = [written[place] for place in order]
        self.ranks: list[int] = [ranks[place] for place in order]
        self.kinds = bytes(kinds[place] for place in order)
        exact: dict[str, int] = {}
        contains: dict[str, int] = {}
        exact_as_written: dict[str, int] = {}
        contains_as_written: dict[str, int] = {}
        regexes: list[tuple[int, str]] = []
        self._later: dict[tuple[int, str], list[int]] = {}
        for word, rank, kind in zip(self.words, self.ranks, self.kinds, strict=True):
            if kind == _REGEX:
                regexes.append((rank, patterns.folded(word)))
                continue
            form = normal(word)
            if form == word:
                form = word  # one text in memory, not two alike
            if form:
                table = exact if kind == _EXACT else contains
            else:
                table, form = exact_as_written if kind == _EXACT else contains_as_written, word.strip()
            if table.setdefault(form, rank) is not rank:
                self._later.setdefault((min(kind, _CONTAINS), form), []).append(rank)
        self._exact = exact
        self._exact_as_written = exact_as_written
        self._contains = Spotter(contains)
        self._contains_as_written = Spotter(contains_as_written)
        self._regexes = Regexes(regexes) if regexes else None
        self.has_meant = MEANT in self.kinds
        self._first_contains = min(contains.values(), default=NO_RANK)
        self._first_regex = regexes[0][0] if regexes else NO_RANK

    def __len__(self) -> int:
        return len(self.words)

    def typed(self) -> Iterator[tuple[int, str]]:
        """(rank, keyword as written) of those a person could type, best first: all but the regexes."""
        return (
            (rank, word)
            for rank, word, kind in zip(self.ranks, self.words, self.kinds, strict=True)
            if kind not in (_REGEX, ALIKE)
        )

    def meant(self) -> Iterator[tuple[int, str]]:
        """(rank, word) of the keywords matched by meaning and of all that mean the same, best first."""
        return (
            (rank, word)
            for rank, word, kind in zip(self.ranks, self.words, self.kinds, strict=True)
            if kind in (MEANT, ALIKE)
        )

    def word_at(self, rank: int) -> tuple[str, str]:
        """(word, match) of a rank: as staff wrote it, or the word that means the same. A miss is ("", "")."""
        place = bisect_left(self.ranks, rank)
        if place == len(self.ranks) or self.ranks[place] != rank:
            return "", ""
        kind = self.kinds[place]
        match = SYNONYM if kind == ALIKE else next(name for name, code in _CODES.items() if code == kind)
        return self.words[place], match

    def best(
        self, text: str, form: str, *, below: int, patiently: bool, but_not: RanksOf | None = None
    ) -> int:
        """The lowest rank that matches, if lower than `below`; otherwise `below`.

        `form` is the text's normal form. Ranks in `but_not` do not count. Not patiently, it may say
        NEEDS_PATIENCE instead of taking more than about a millisecond.
        """
        best = self._best_exact(text, form, below, but_not)
        if not patiently and len(form) * self._contains.most_lengths > _QUICK_LOOK_UPS:
            return NEEDS_PATIENCE
        standing = self._standing_contains(but_not) if but_not is not None else None
        if self._first_contains < best:
            best = self._contains.best(form, below=best, standing=standing)
        best = self._contains_as_written.best(text, below=best, standing=standing)
        if self._regexes and self._first_regex < best:
            seen = regex_text(text)
            candidates = self._regexes.candidates(seen)
            if not patiently and not self._regexes.is_quick(seen, candidates=candidates):
                return NEEDS_PATIENCE
            best = self._regexes.best(
                seen, below=best, candidates=candidates, but_not=() if but_not is None else but_not
            )
        return best

    def _best_exact(self, text: str, form: str, below: int, but_not: RanksOf | None) -> int:
        rank = self._exact.get(form, NO_RANK) if form else NO_RANK
        if rank < below:
            below = rank if but_not is None else self._standing(_EXACT, form, rank, below, but_not)
        if self._exact_as_written:
            word = text.strip()
            rank = self._exact_as_written.get(word, NO_RANK)
            if rank < below:
                below = rank if but_not is None else self._standing(_EXACT, word, rank, below, but_not)
        return below

    def _standing_contains(self, but_not: RanksOf) -> Callable[[str, int, int], int]:
        return lambda word, rank, below: self._standing(_CONTAINS, word, rank, below, but_not)

    def _standing(self, kind: int, word: str, rank: int, below: int, but_not: RanksOf) -> int:
        """This rank, or the next under the same word that counts, if lower than `below`; else `below`."""
        if rank not in but_not:
            return rank
        for later in self._later.get((kind, word), ()):
            if later >= below:
                break
            if later not in but_not:
                return later
        return below


def _columns(rows: Iterable[Row], around: Around) -> tuple[list[str], bytearray, list[int]]:
    """Columns instead of objects: 100,000 small objects would cost more than all the words in them."""
    written: list[str] = []
    kinds = bytearray()
    ranks: list[int] = []
    last_rule, nth = -1, 0
    specificity, is_for_a_time = 0, False
    for word, match, priority, rule in rows:
        if rule == last_rule:
            nth += 1
        else:
            last_rule, nth = rule, 0
            condition = around.conditions.get(rule)
            specificity = condition.specificity() if condition else 0
            is_for_a_time = condition.is_for_a_time if condition else False
        code = _CODES[match]
        written.append(word)
        kinds.append(code)
        ranks.append(
            rank_of(
                kind=_LEVELS[code],
                priority=priority,
                rule=rule,
                nth=nth,
                specificity=specificity,
                is_for_a_time=is_for_a_time,
            )
        )
        if code != MEANT:
            continue
        for other in around.synonyms.get(normal(word), ()):
            nth += 1
            written.append(other)
            kinds.append(ALIKE)
            # As its keyword, but for the kind.
            ranks.append(
                rank_of(
                    kind=_LEVELS[ALIKE],
                    priority=priority,
                    rule=rule,
                    nth=nth,
                    specificity=specificity,
                    is_for_a_time=is_for_a_time,
                )
            )
    return written, kinds, ranks
