"""How each sign of a Chinese text is said: toneless pinyin, the same sign otherwise in another word.

pypinyin knows this and costs 57 MB in every process that asks it once. Its tables lie beside this file in a
form that costs some two: `signs.txt` (a syllable, then all signs said so), `words.txt` (every word it knows,
sorted) and `readings.txt` (the words some of whose signs are said differently than alone). `bin/sounds`
makes them anew, and a test compares what comes of both.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

# Where signs with a sound lie: (the first, the first after them).
_PLANES: Final = ((0x3000, 0x10000), (0x20000, 0x33000))
_LONGEST_WORD: Final = 10


def said(text: str) -> list[str]:
    """One syllable for each sign; what has no sound stands for itself."""
    spoken = _spoken()
    return [syllable for part in _parts(text, spoken) for syllable in part]


def _parts(text: str, spoken: "_Spoken") -> Iterator[list[str]]:
    """Cut into the longest words there are, from the front."""
    at = 0
    while at < len(text):
        if not spoken.alone(text[at]):
            yield [text[at]]
            at += 1
            continue
        end = at + 1
        while end < len(text) and spoken.alone(text[end]):
            end += 1
        for word in _words(text[at:end], spoken):
            yield spoken.word(word)
        at = end


def _words(run: str, spoken: "_Spoken") -> Iterator[str]:
    while run:
        word = spoken.longest_word(run)
        if not word and spoken.begins_a_word(run):  # as pypinyin does, so that both say the same
            yield from run
            return
        yield word or run[0]
        run = run[len(word) or 1 :]


class _Spoken:
    """The tables, packed: no object for a sign, none for a word."""

    def __init__(self) -> None:
        here = files(__name__)
        self._syllables = [""]
        self._planes = [array("H", bytes(2 * (end - start))) for start, end in _PLANES]
        for line in here.joinpath("signs.txt").read_text("utf-8").splitlines():
            syllable, _, signs = line.partition(" ")
            self._syllables.append(syllable)
            for sign in signs:
                self._learn(sign, len(self._syllables) - 1)
        self._words = here.joinpath("words.txt").read_text("utf-8")
        self._starts = array("I", _starts(self._words))
        lines = here.joinpath("readings.txt").read_text("utf-8").splitlines()
        self._readings = dict(line.split(" ", 1) for line in lines)

    def alone(self, sign: str) -> str:
        """The syllable of a sign that stands alone; "" when it has none."""
        code = ord(sign)
        for (start, end), plane in zip(_PLANES, self._planes, strict=True):
            if start <= code < end:
                return self._syllables[plane[code - start]]
        return ""

    def word(self, word: str) -> list[str]:
        reading = self._readings.get(word)
        return reading.split(" ") if reading else [self.alone(sign) for sign in word]

    def longest_word(self, run: str) -> str:
        """The longest word the run begins with; "" when it begins with none."""
        begun = run[:_LONGEST_WORD]
        while len(begun) > 1:
            at = self._place(begun)
            if self._at(at) == begun:
                return begun
            before = self._at(at - 1)
            shared = _shared(before, begun)
            if shared == len(before) > 1:
                return before
            begun = begun[:shared]
        return ""

    def begins_a_word(self, run: str) -> bool:
        return len(run) < _LONGEST_WORD and self._at(self._place(run)).startswith(run)

    def _learn(self, sign: str, number: int) -> None:
        for (start, end), plane in zip(_PLANES, self._planes, strict=True):
            if start <= ord(sign) < end:
                plane[ord(sign) - start] = number

    def _place(self, word: str) -> int:
        """Where the word stands, or would stand."""
        return bisect_left(range(len(self._starts) - 1), word, key=self._at)

    def _at(self, number: int) -> str:
        if not 0 <= number < len(self._starts) - 1:
            return ""
        return self._words[self._starts[number] : self._starts[number + 1] - 1]


@cache
def _spoken() -> _Spoken:
    return _Spoken()


def _starts(words: str) -> Iterator[int]:
    """Where each line begins, and where the last ends."""
    at = 0
    while at < len(words):
        yield at
        at = words.index("\n", at) + 1
    yield at


def _shared(one: str, other: str) -> int:
    """How many signs both begin with."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
