"""Finding which of many words stand in a text, at a cost that hardly depends on how many there are.

An automaton over all words is the textbook answer, and building one over 100,000 words that begin alike
(kw1, kw2, …) takes the library nine seconds under the interpreter's lock, which would hold up every
answer. So the automaton holds only beginnings of at most three characters, none of which begins another: it
is small, quick to build, and reports at most one place per character of the text. From there a table says
which lengths to look up.
"""

from collections.abc import Callable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick

BEGINNING = 3
CROWDED = 4  # lengths under one beginning from which it pays to ask for the best first


class Spotter:
    """Words, each with a value; a lower value is better."""

    def __init__(self, values: Mapping[str, int]) -> None:
        self._values = values
        self._lengths: list[tuple[int, ...]] = []
        self._crowded: dict[int, tuple[tuple[int, int], ...]] = {}
        self.most_lengths = 0
        beginnings = list(self._beginnings())
        self._automaton = AhoCorasick(beginnings, store_patterns=False) if beginnings else None

    def _beginnings(self) -> Iterator[str]:
        seen: dict[tuple[int, ...], tuple[int, ...]] = {}
        beginning = ""
        family: dict[int, int] = {}  # length -> best value of that length
        for word in sorted(self._values):
            if not beginning or not word.startswith(beginning):
                if beginning:
                    self._settle(family, seen)
                    yield beginning
                beginning, family = word[:BEGINNING], {}
            length, value = len(word), self._values[word]
            if value < family.get(length, value + 1):
                family[length] = value
        if beginning:
            self._settle(family, seen)
            yield beginning

    def _settle(self, family: dict[int, int], seen: dict[tuple[int, ...], tuple[int, ...]]) -> None:
        if len(family) > CROWDED:
            ranked = sorted((value, length) for length, value in family.items())
            self._crowded[len(self._lengths)] = tuple(ranked)
            lengths: tuple[int, ...] = ()
        else:
            lengths = tuple(sorted(family))
        self.most_lengths = max(self.most_lengths, len(family))
        # Most families look alike: one tuple for all of them instead of one each.
        self._lengths.append(seen.setdefault(lengths, lengths))

    def best(self, text: str, *, below: int, standing: Callable[[str, int, int], int] | None = None) -> int:
        """The lowest value of a word that stands in the text, if lower than `below`; otherwise `below`.

        `standing`, if given, is asked with a word, its value and what it must be below, and says what the
        word is worth now: no better than it was.
        """
        if self._automaton is None:
            return below
        value_of = self._values.get
        for family, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for length in self._lengths[family] or self._hopeful(family, below):
                word = text[start : start + length]
                value = value_of(word, below)
                if value < below:
                    below = standing(word, value, below) if standing else value
        return below

    def _hopeful(self, family: int, below: int) -> Iterator[int]:
        # Nested words (a, aa, aaa, …) would otherwise be looked up all, at every place of the text.
        for value, length in self._crowded[family]:
            if value >= below:
                return
            yield length

    def all(self, text: str) -> set[int]:
        """The values of all words that stand in the text."""
        if self._automaton is None:
            return set()
        found = set()
        for family, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            lengths = self._lengths[family] or [length for _, length in self._crowded[family]]
            for length in lengths:
                value = self._values.get(text[start : start + length])
                if value is not None:
                    found.add(value)
        return found
