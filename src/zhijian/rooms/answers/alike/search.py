"""Looking for words that sound the same or are one slip away."""

import threading
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from zhijian.rooms.answers.alike.hearing import chinese_count, heard
from zhijian.rooms.answers.alike.slips import SHORTEST, is_slip
from zhijian.rooms.answers.keywords import Keywords
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.nearby import Nearby
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import NO_RANK, RanksOf
from zhijian.rooms.answers.spotting import Spotter

SOUND: Final = "sound"
SLIP: Final = "slip"

_LONGEST_TEXT: Final = 200
_LEAST_HEARD: Final = 2
# Two syllables alone are found inside many a sentence that means something else.
_LEAST_HEARD_INSIDE: Final = 3
_MOST_COMPARED: Final = 20


@dataclass(frozen=True, slots=True)
class Guess:
    """The rank that answers, and how its word is like the text: SOUND or SLIP."""

    rank: int
    how: str


class _Index:
    """Made when first asked: hearing 10,000 words takes a second."""

    def __init__(self, keywords: Keywords) -> None:
        self._keywords = keywords
        self._one_at_a_time = threading.Lock()
        self._made: _Made | None = None

    def made(self) -> "_Made":
        with self._one_at_a_time:
            if self._made is None:
                self._made = _Made(self._keywords)
            return self._made


class _Made:
    def __init__(self, keywords: Keywords) -> None:
        words = [(rank, normal(word)) for rank, word in keywords.meant()]
        self._ranks_of: dict[str, list[int]] = defaultdict(list)
        for rank, form in words:
            if chinese_count(form) >= _LEAST_HEARD:
                self._ranks_of[heard(form)].append(rank)
        inside = {
            sound: ranks[0] for sound, ranks in self._ranks_of.items() if len(sound) >= _LEAST_HEARD_INSIDE
        }
        self._inside = Spotter(inside)
        long = [(rank, form) for rank, form in words if len(form) >= SHORTEST]
        self._long_ranks = [rank for rank, _ in long]
        self._long_forms = [form for _, form in long]
        self._nearby = Nearby(self._long_forms)

    def best_by_sound(self, sound: str, *, but_not: RanksOf) -> int:
        def standing(word: str, _rank: int, below: int) -> int:
            found = (rank for rank in self._ranks_of[word] if rank not in but_not)
            return min(below, next(found, below))

        best = NO_RANK
        if sound in self._ranks_of:
            best = standing(sound, NO_RANK, best)
        return self._inside.best(sound, below=best, standing=standing)

    def best_by_slip(self, form: str, *, but_not: RanksOf) -> int:
        near = self._nearby.closest(
            form, most=_MOST_COMPARED, counts=lambda place: self._long_ranks[place] not in but_not
        )
        ranks = [self._long_ranks[place] for _, place in near if is_slip(form, self._long_forms[place])]
        return min(ranks, default=NO_RANK)


class Alike:
    """The guesses a matcher's keywords allow."""

    def __init__(self, matcher: Matcher, *, compiled: _Index | None = None) -> None:
        self._matcher = matcher
        self._compiled = compiled or _Index(matcher.compiled)
        self._changed = _Index(matcher.changed)

    def after_changes(self, matcher: Matcher) -> "Alike":
        """For a matcher made `with_changes` of this one's: what did not change is not heard again."""
        return Alike(matcher, compiled=self._compiled)

    def guess(self, form: str, *, but_not: frozenset[int] = frozenset()) -> Guess | None:
        """The best by rank of those that sound the same; failing that, of those one slip away."""
        if not self._matcher.has_meant or not 0 < len(form) <= _LONGEST_TEXT:
            return None
        old = self._compiled.made(), RanksOf(self._matcher.changed_rules | but_not)
        new = self._changed.made(), RanksOf(but_not)
        if chinese_count(form) >= _LEAST_HEARD or any(sign.isdecimal() for sign in form):
            sound = heard(form)
            rank = min(index.best_by_sound(sound, but_not=passed) for index, passed in (old, new))
            if rank != NO_RANK:
                return Guess(rank, SOUND)
        rank = min(index.best_by_slip(form, but_not=passed) for index, passed in (old, new))
        return Guess(rank, SLIP) if rank != NO_RANK else None
