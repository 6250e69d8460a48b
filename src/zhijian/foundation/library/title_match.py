"""How much of a question a title covers, sign by sign."""

from dataclasses import dataclass
from typing import Final

from zhijian.foundation.library import wording
from zhijian.foundation.library.models import SearchEntry
from zhijian.foundation.library.question import Question

_AS_HEARD: Final = 0.85  # another sign of the same sound: 党废 for 党费
_ALONE: Final = 0.3  # the sign stands in the title, but in another word
_LATIN_WORD: Final = 2  # signs a Latin word counts for
_SHORT: Final = 4
_LEAST_OF_SHORT: Final = 0.75
_LEAST_OF_LONG: Final = 0.6
_WHOLE_RUN: Final = 4  # signs of a title's word from which its mention alone is enough
_MENTIONED: Final = 0.8
_HEARD_IN_A_ROW: Final = 3  # pairs by sound alone, without one sign in common


@dataclass(frozen=True, slots=True)
class Found:
    score: float
    words: tuple[str, ...]


def covered(question: Question, entry: SearchEntry) -> Found | None:
    """None unless most of the question is in the title, or a long word of the title in the question."""
    signs, heard = set(entry.signs.split()), set(entry.sounds.split())
    weights, words = _weights(question, entry, signs=signs, heard=heard)
    if not words:
        return None
    share = sum(weights) / len(weights)
    least = _LEAST_OF_SHORT if len(weights) <= _SHORT else _LEAST_OF_LONG
    fills = sum(sign in signs for sign in question.signs) / max(1, len(signs))
    if share >= least:
        return Found(0.7 * share + 0.3 * min(1.0, fills), tuple(words))
    if mentioned := _mentioned(question, entry):
        return Found(_MENTIONED * (0.7 + 0.3 * min(1.0, fills)), mentioned)
    if slipped := _with_a_slip(question, entry):
        return Found(0.6 + 0.1 * min(1.0, fills), slipped)
    return None


def _weights(
    question: Question, entry: SearchEntry, *, signs: set[str], heard: set[str]
) -> tuple[list[float], list[str]]:
    """What each sign of the question is worth in this title, and the words that were found."""
    weights: list[float] = []
    words: list[str] = []
    pairs = iter(question.pairs)
    title = wording.with_digits(entry.title)
    for run in question.runs:
        if wording.is_latin(run):
            next(pairs)
            weights += [float(run in signs)] * _LATIN_WORD
            words += [run] if run in signs else []
            continue
        if len(run) == 1:  # 党费怎么交: what is left of a sentence, no word of its own
            continue
        found = _of_run(run, [next(pairs) for _ in range(len(run) - 1)], signs, heard)
        words += _stretches(run, found)
        alone = [_ALONE if sign in title else 0.0 for sign in wording.with_digits(run)]
        weights += [max(pair) for pair in zip(found, alone, strict=True)]
    return weights or [0.0], words


def _of_run(run: str, pairs: list[tuple[str, str]], signs: set[str], heard: set[str]) -> list[float]:
    found = [0.0] * len(run)
    only_heard = 0
    for at, (sign, sound) in enumerate(pairs):
        if sign in signs:
            found[at] = found[at + 1] = 1.0
            only_heard = 0
        elif sound and sound in heard and (_shares_a_sign(sign, signs) or only_heard + 1 >= _HEARD_IN_A_ROW):
            start = max(0, at - only_heard)
            for place in range(start, at + 2):
                found[place] = max(found[place], _AS_HEARD)
            only_heard += 1
        else:
            only_heard = only_heard + 1 if sound and sound in heard else 0
    return found


def _shares_a_sign(pair: str, signs: set[str]) -> bool:
    """By sound alone 实施 is 时事; with a sign in common 党废 is 党费 misspelt."""
    return any(sign[0] == pair[0] or sign[-1] == pair[-1] for sign in signs if len(sign) == 2)


def _stretches(run: str, found: list[float]) -> list[str]:
    marked = "".join(sign if worth else " " for sign, worth in zip(run, found, strict=True))
    return marked.split()


def _mentioned(question: Question, entry: SearchEntry) -> tuple[str, ...]:
    """A word of the title, or a long beginning of it, that stands in the question: 我们的三会一课怎么开."""
    asked = [wording.with_digits(run) for run in question.runs]
    for run in wording.runs(entry.title):
        least = max(_WHOLE_RUN, (len(run) + 1) // 2)
        for length in range(len(run), least - 1, -1):
            beginning = run[:length]
            if not beginning.isdigit() and any(wording.with_digits(beginning) in said for said in asked):
                return (beginning,)
    return ()


def _with_a_slip(question: Question, entry: SearchEntry) -> tuple[str, ...]:
    """One wrong, missing or surplus sign among four or more: 党贵交纳."""
    if len(question.runs) != 1 or len(question.runs[0]) < _SHORT:
        return ()
    run = wording.with_digits(question.runs[0])
    allowed = max(1, len(run) // _SHORT)
    best = max((_common(run, wording.with_digits(word)) for word in wording.runs(entry.title)), default=0)
    return (question.runs[0],) if best >= len(run) - allowed else ()


def _common(one: str, other: str) -> int:
    """The length of the longest row of signs both have in this order, close together."""
    row = [0] * (len(other) + 1)
    for sign in one:
        before = 0
        for at, theirs in enumerate(other, 1):
            kept = row[at]
            row[at] = before + 1 if sign == theirs else max(row[at], row[at - 1])
            before = kept
    return row[-1]
