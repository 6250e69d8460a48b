"""Where in a text, as somebody wrote it, the matched word stands."""

from itertools import accumulate

from zhijian.rooms.answers import patterns
from zhijian.rooms.answers.alike.hearing import heard
from zhijian.rooms.answers.alike.search import SOUND
from zhijian.rooms.answers.normal import normal, regex_text
from zhijian.rooms.answers.ranking import EXACT, REGEX
from zhijian.rooms.answers.trying.tried import Candidate, Mark


def marks(text: str, winner: Candidate | None) -> tuple[Mark, ...]:
    """The whole text in stretches; nothing matched where nothing can be pointed at."""
    span = _span(text, winner) if winner else None
    if span is None:
        return (Mark(text, is_matched=False),) if text else ()
    start, end = span
    pieces = (
        Mark(text[:start], is_matched=False),
        Mark(text[start:end], is_matched=True),
        Mark(text[end:], is_matched=False),
    )
    return tuple(piece for piece in pieces if piece.text)


def _span(text: str, winner: Candidate) -> tuple[int, int] | None:
    if winner.match == REGEX:
        return _span_of_pattern(text, winner.word)
    form, word = normal(text), normal(winner.word)
    if winner.match == EXACT or winner.how:
        if winner.how != SOUND:
            return 0, len(text)
        form, word = heard(form), heard(word)
    if not word:
        start = text.find(winner.word.strip())
        return None if start < 0 else (start, start + len(winner.word.strip()))
    start = form.find(word)
    return None if start < 0 else _in_text(text, start, start + len(word))


def _span_of_pattern(text: str, pattern: str) -> tuple[int, int] | None:
    seen = regex_text(text)
    found = patterns.compiled(patterns.folded(pattern)).search(seen)
    return found.span() if found and len(seen) == len(text) and found.group() else None


def _in_text(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From places in the normal form to places in the text. None where they cannot be told apart."""
    lengths = [len(normal(sign)) for sign in text]
    ends = list(accumulate(lengths))
    if not ends or ends[-1] != len(normal(text)):
        return None
    first = next(place for place, here in enumerate(ends) if here > start)
    last = next(place for place, here in enumerate(ends) if here >= end)
    return first, last + 1
