"""The compiled rules of one account: which keyword answers a text.

Highest priority first; at equal priority exact before contains before regex, then the earlier made. That
order is worked out once, when compiling: a keyword's rank is its place in it, and matching looks for the
lowest rank.
"""

from array import array
from collections.abc import Iterable
from typing import Final

from zhijian.rooms.answers import patterns
from zhijian.rooms.answers.normal import normal, regex_text
from zhijian.rooms.answers.regexes import Regexes
from zhijian.rooms.answers.spotting import Spotter

EXACT: Final = "exact"
CONTAINS: Final = "contains"
REGEX: Final = "regex"
MATCHES: Final = (EXACT, CONTAINS, REGEX)

NOT_FOUND: Final = -1
NEEDS_PATIENCE: Final = -2

_QUICK_LOOK_UPS = 50_000
# Characters. The platform lets nobody write half as many; some grow to eighteen when they are normalised.
_LONGEST_QUICK = 4_096
_NO_RANK = 1 << 62

Row = tuple[str, str, int, int]  # keyword as written, match, priority, rule; in the order they were made


class Matcher:
    """Immutable once made, so any number of threads may ask it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        written, kinds, keys, rules = _columns(rows)
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self.words: list[str] = [written[place] for place in order]
        self.kinds = bytes(kinds[place] for place in order)
        self.rules = array("q", (rules[place] for place in order))
        exact: dict[str, int] = {}
        contains: dict[str, int] = {}
        exact_as_written: dict[str, int] = {}
        contains_as_written: dict[str, int] = {}
        regexes: list[tuple[int, str]] = []
        for rank, word in enumerate(self.words):
            kind = self.kinds[rank]
            if kind == _REGEX:
                regexes.append((rank, patterns.folded(word)))
                continue
            form = normal(word)
            if form == word:
                form = word  # one text in memory, not two alike
            if form:
                (exact if kind == _EXACT else contains).setdefault(form, rank)
            else:
                (exact_as_written if kind == _EXACT else contains_as_written).setdefault(word.strip(), rank)
        self._exact = exact
        self._exact_as_written = exact_as_written
        self._contains = Spotter(contains)
        self._contains_as_written = Spotter(contains_as_written)
        self._regexes = Regexes(regexes) if regexes else None
        self._first_contains = min(contains.values(), default=_NO_RANK)
        self._first_regex = regexes[0][0] if regexes else _NO_RANK

    def __len__(self) -> int:
        return len(self.words)

    def words_of(self, *, but_not: str) -> list[str]:
        """The keywords as written, best first, except those of one kind."""
        left_out = _KIND[but_not]
        return [word for word, kind in zip(self.words, self.kinds, strict=True) if kind != left_out]

    def find(self, text: str, *, patiently: bool) -> int:
        """The rank of the keyword that answers, or NOT_FOUND.

        Not patiently, it may say NEEDS_PATIENCE instead of taking more than about a millisecond.
        """
        if not patiently and len(text) > _LONGEST_QUICK:
            return NEEDS_PATIENCE
        form = normal(text)
        best = self._exact.get(form, _NO_RANK) if form else _NO_RANK
        if self._exact_as_written:
            best = min(best, self._exact_as_written.get(text.strip(), _NO_RANK))
        if not patiently and len(form) * self._contains.most_lengths > _QUICK_LOOK_UPS:
            return NEEDS_PATIENCE
        if self._first_contains < best:
            best = self._contains.best(form, below=best)
        best = self._contains_as_written.best(text, below=best)
        if self._regexes and self._first_regex < best:
            seen = regex_text(text)
            candidates = self._regexes.candidates(seen)
            if not patiently and not self._regexes.is_quick(seen, candidates=candidates):
                return NEEDS_PATIENCE
            best = self._regexes.best(seen, below=best, candidates=candidates)
        return NOT_FOUND if best == _NO_RANK else best


_EXACT, _CONTAINS, _REGEX = range(3)
_KIND = {match: place for place, match in enumerate(MATCHES)}
_ROOM = 1 << 40  # more keywords than any account has


def _columns(rows: Iterable[Row]) -> "tuple[list[str], bytearray, array[int], array[int]]":
    """Columns instead of objects: 100,000 small objects would cost more than all the words in them."""
    written: list[str] = []
    kinds = bytearray()
    keys = array("q")
    rules = array("q")
    for place, (word, match, priority, rule) in enumerate(rows):
        kind = _KIND[match]
        written.append(word)
        kinds.append(kind)
        keys.append(((-priority) * 3 + kind) * _ROOM + place)
        rules.append(rule)
    return written, kinds, keys, rules
