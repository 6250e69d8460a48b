"""Many regular expressions at once: which of them, the best first, matches a text."""

from collections.abc import Container, Sequence
from functools import lru_cache

import re2

from zhijian.rooms.answers import patterns
from zhijian.rooms.answers.required import required_words
from zhijian.rooms.answers.spotting import Spotter

SHELF_SIZE = 250
MOST_SHELVES = 16
SHELF_BYTES = 3 << 20  # 16 shelves: 48 MB at the very most, reached only by much and varied text
MOST_COMPILED = 256

QUICK_CANDIDATES = 16
QUICK_STEPS = 20_000


class Regexes:
    """Patterns with their values; a lower value is better.

    Patterns that need a word to be in the text wait until it is. The others run together, a shelf of 250 in
    one pass. What does not fit the memory set aside is run alone: slower, never wrong.
    """

    def __init__(self, ranked: Sequence[tuple[int, str]]) -> None:
        """`ranked` holds (value, folded pattern), best first."""
        self._patterns = dict(ranked)
        self._compiled = lru_cache(maxsize=MOST_COMPILED)(patterns.compiled)
        waiting: dict[str, list[int]] = {}
        unguarded = []
        for value, pattern in ranked:
            guard = required_words(pattern)
            for word in guard or ():
                waiting.setdefault(word, []).append(value)
            if not guard:
                unguarded.append((value, pattern))
        self._waiting = list(waiting.values())
        self._spotter = Spotter({word: place for place, word in enumerate(waiting)})
        self._shelves = [
            _Shelf(unguarded[start : start + SHELF_SIZE])
            for start in range(0, min(len(unguarded), SHELF_SIZE * MOST_SHELVES), SHELF_SIZE)
        ]
        self._loose = [value for value, _ in unguarded[SHELF_SIZE * MOST_SHELVES :]]
        self._unguarded_count = len(unguarded)

    def candidates(self, text: str) -> list[int]:
        """Values of the guarded patterns worth running on this text, best first."""
        return sorted(
            {value for place in self._spotter.all(text.casefold()) for value in self._waiting[place]}
        )

    def is_quick(self, text: str, *, candidates: Sequence[int]) -> bool:
        """Whether `best` takes well under a millisecond, also on a text never seen before."""
        return len(candidates) <= QUICK_CANDIDATES and self._unguarded_count * len(text) <= QUICK_STEPS

    def best(self, text: str, *, below: int, candidates: Sequence[int], but_not: Container[int] = ()) -> int:
        """The lowest value of a pattern found in the text, if lower than `below`; otherwise `below`."""
        below = self._best_alone(text, below, candidates, but_not)
        for shelf in self._shelves:
            found = shelf.found(text, below=below, but_not=but_not)
            if found is None:
                below = self._best_alone(text, below, shelf.values, but_not)
            elif found < below:
                return found  # shelves are in order of value, so are the loose ones after them
        return self._best_alone(text, below, self._loose, but_not)

    def _best_alone(self, text: str, below: int, values: Sequence[int], but_not: Container[int]) -> int:
        for value in values:
            if value >= below:
                break
            if value in but_not:
                continue
            try:
                if self._compiled(self._patterns[value]).search(text):
                    return value
            except re2.error:  # taken by an older engine, refused by this one: it answers nothing
                continue
        return below


class _Shelf:
    """Some patterns, run in one pass."""

    def __init__(self, ranked: Sequence[tuple[int, str]]) -> None:
        self.values = [value for value, _ in ranked]
        self._set = re2.Set.SearchSet(patterns.options(max_bytes=SHELF_BYTES))
        try:
            for _, pattern in ranked:
                self._set.Add(pattern)
            self._set.Compile()
        except re2.error:
            self._set = None

    def found(self, text: str, *, below: int, but_not: Container[int]) -> int | None:
        """The lowest value that matches, or `below`. None when the shelf was too big for its memory."""
        if self.values[0] >= below:
            return below
        if self._set is None:
            return None
        places: Sequence[int] = self._set.Match(text) or ()
        values = [value for place in places if (value := self.values[place]) not in but_not]
        return min(values, default=below)
