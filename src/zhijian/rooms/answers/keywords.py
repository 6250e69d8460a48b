"""Keywords compiled: which of them answers a text."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from zhijian.rooms.answers import patterns
from zhijian.rooms.answers.normal import normal, regex_text
from zhijian.rooms.answers.ranking import CONTAINS, EXACT, KINDS, NO_RANK, REGEX, RanksOf, Row, rank_of
from zhijian.rooms.answers.regexes import Regexes
from zhijian.rooms.answers.spotting import Spotter

NEEDS_PATIENCE: Final = -2  # no rank is negative

_EXACT, _CONTAINS, _REGEX = KINDS[EXACT], KINDS[CONTAINS], KINDS[REGEX]
_QUICK_LOOK_UPS = 50_000


class Keywords:
    """Immutable once made, so any number of threads may ask it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        written, kinds, ranks = _columns(rows)
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
                self._later.setdefault((kind, form), []).append(rank)
        self._exact = exact
        self._exact_as_written = exact_as_written
        self._contains = Spotter(contains)
        self._contains_as_written = Spotter(contains_as_written)
        self._regexes = Regexes(regexes) if regexes else None
        self._first_contains = min(contains.values(), default=NO_RANK)
        self._first_regex = regexes[0][0] if regexes else NO_RANK

    def __len__(self) -> int:
        return len(self.words)

    def typed(self) -> Iterator[tuple[int, str]]:
        """(rank, keyword as written) of those a person could type, best first: all but the regexes."""
        return (
            (rank, word)
            for rank, word, kind in zip(self.ranks, self.words, self.kinds, strict=True)
            if kind != _REGEX
        )

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


def _columns(rows: Iterable[Row]) -> tuple[list[str], bytearray, list[int]]:
    """Columns instead of objects: 100,000 small objects would cost more than all the words in them."""
    written: list[str] = []
    kinds = bytearray()
    ranks: list[int] = []
    last_rule, nth = -1, 0
    for word, match, priority, rule in rows:
        nth = nth + 1 if rule == last_rule else 0
        last_rule = rule
        kind = KINDS[match]
        written.append(word)
        kinds.append(kind)
        ranks.append(rank_of(kind=kind, priority=priority, rule=rule, nth=nth))
    return written, kinds, ranks
