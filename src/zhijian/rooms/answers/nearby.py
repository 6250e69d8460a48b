"""The keywords nearest to a text that no rule answers."""

from array import array
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log2

LONGEST_SHOWN = 30  # a keyword longer than this is nothing to type back on a phone
LONGEST_LOOKED_AT = 64  # of the text

_MOST_BUCKETS = 1 << 17
_MOST_LOOK_UPS = 20_000
_MOST_COMPARED = 200
_NEAR_ENOUGH = 0.3
_CONTAINED = 0.8  # what a keyword is worth that stands in the text, whole, but did not match


class Nearby:
    """An index over keywords by their characters and pairs of characters.

    Kept in two flat arrays, features hashed: 100,000 keywords take some 5 MB instead of 100. Two features in
    one bucket cost a look, no more: candidates are compared by their real features.
    """

    def __init__(self, forms: Sequence[str]) -> None:
        """`forms` are normal forms; an empty one is never near."""
        self._forms = forms
        self._buckets = min(_MOST_BUCKETS, 1 << (len(forms) * 8).bit_length())
        counts = array("I", bytes(4 * (self._buckets + 1)))
        for form in forms:
            for feature in _indexed(form):
                counts[hash(feature) % self._buckets + 1] += 1
        for bucket in range(self._buckets):
            counts[bucket + 1] += counts[bucket]
        self._starts = counts
        self._places = array("I", bytes(4 * counts[self._buckets]))
        free = array("I", counts)
        for place, form in enumerate(forms):
            for feature in _indexed(form):
                bucket = hash(feature) % self._buckets
                self._places[free[bucket]] = place
                free[bucket] += 1

    def closest(
        self, form: str, *, most: int, counts: Callable[[int], bool] | None = None
    ) -> list[tuple[float, int]]:
        """(likeness, place) of the nearest keywords, nearest first, each form once.

        Of equally near ones the earlier comes first. Places that do not count are passed over.
        """
        form = form[:LONGEST_LOOKED_AT]
        wanted = features(form)
        scored = []
        for place in self._candidates(wanted):
            score = similarity(wanted, features(self._forms[place]), self._forms[place])
            if score >= _NEAR_ENOUGH and (counts is None or counts(place)):
                scored.append((-score, place))
        distinct: dict[str, tuple[float, int]] = {}
        for score, place in sorted(scored):
            distinct.setdefault(self._forms[place], (-score, place))
        return list(distinct.values())[:most]

    def _candidates(self, wanted: frozenset[str]) -> list[int]:
        """The places that share the rarest features; common ones are looked at last, and not without end."""
        spans = sorted(
            (self._starts[bucket + 1] - self._starts[bucket], self._starts[bucket])
            for bucket in {hash(feature) % self._buckets for feature in wanted}
        )
        weights: dict[int, float] = {}
        looked = 0
        for size, start in spans:
            if not size:
                continue
            weight = 1 / (1 + log2(size))
            for place in self._places[start : start + min(size, _MOST_LOOK_UPS - looked)]:
                weights[place] = weights.get(place, 0.0) + weight
            looked += size
            if looked >= _MOST_LOOK_UPS:
                break
        # A stable sort: of equally promising ones the earlier stay.
        return sorted(sorted(weights), key=lambda place: -weights[place])[:_MOST_COMPARED]


def _indexed(form: str) -> frozenset[str]:
    return features(form) if len(form) <= LONGEST_SHOWN else frozenset()


def features(form: str) -> frozenset[str]:
    """Pairs of neighbours, the edges counted as neighbours, and characters that mean something alone."""
    if not form:
        return frozenset()
    pairs = {first + second for first, second in pairwise(f"^{form}$")}
    return frozenset(pairs | {character for character in form if not character.isascii()})


def similarity(wanted: frozenset[str], offered: frozenset[str], offered_form: str) -> float:
    """0 to 1: how much the two share, or how much of the offered stands in the wanted."""
    if not offered or not wanted:
        return 0.0
    shared = wanted & offered
    dice = 2 * len(shared) / (len(wanted) + len(offered))
    edges = {"^" + offered_form[0], offered_form[-1] + "$"}
    inner = offered - edges
    contained = len(shared - edges) / len(inner) if inner else 0.0
    return max(dice, _CONTAINED * contained)
