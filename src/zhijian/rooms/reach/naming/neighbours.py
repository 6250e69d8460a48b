"""What the other accounts of the house are called, ready to be asked about any number of names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zhijian.foundation.org.sounds import sound_of_unit
from zhijian.rooms.reach.naming.folding import folded, plain

_TOO_SHORT_TO_COMPARE: Final = 3  # 三支部 and 二支部 are not taken for one another


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another account's name; `key` is what it is left out by when its own name is looked at."""

    name: str
    key: int = 0


class Neighbours:
    """An index: asking costs the length of the name, not the number of accounts."""

    def __init__(self, others: Iterable[Elsewhere], *, but: int | None = None) -> None:
        self._but = but
        self._same: defaultdict[str, list[Elsewhere]] = defaultdict(list)
        self._near: defaultdict[str, list[Elsewhere]] = defaultdict(list)
        for other in others:
            mine = plain(other.name)
            if mine:
                self._same[mine].append(other)
                for mark in _marks(other.name):
                    self._near[mark].append(other)

    def besides(self, key: int | None) -> "Neighbours":
        """The same, without the one whose name is looked at."""
        seen = Neighbours((), but=key)
        seen._same, seen._near = self._same, self._near
        return seen

    def same_as(self, name: str) -> list[str]:
        return [other.name for other in self._same.get(plain(name), ()) if self._counts(other)]

    def near(self, name: str) -> list[str]:
        """Those that look or sound the same, or are one sign off; not those that are the same."""
        mine = plain(name)
        found = dict.fromkeys(other for mark in _marks(name) for other in self._near.get(mark, ()))
        return [
            other.name
            for other in found
            if self._counts(other) and plain(other.name) != mine and _is_near(name, other.name)
        ]

    def _counts(self, other: Elsewhere) -> bool:
        return self._but is None or other.key != self._but


def _is_near(one: str, other: str) -> bool:
    if folded(one) == folded(other) or (_sound(one) and _sound(one) == _sound(other)):
        return True
    mine, theirs = plain(one), plain(other)
    return min(len(mine), len(theirs)) > _TOO_SHORT_TO_COMPARE and _one_sign_apart(mine, theirs)


def _marks(name: str) -> Iterator[str]:
    """Names that are near share at least one of these."""
    mine = plain(name)
    yield f"looks {folded(name)}"
    if sound := _sound(name):
        yield f"sounds {sound}"
    if len(mine) > _TOO_SHORT_TO_COMPARE:
        yield mine
        for at in range(len(mine)):
            yield mine[:at] + mine[at + 1 :]


def _one_sign_apart(one: str, other: str) -> bool:
    """At most one sign added, left out or another."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        return one[start + 1 :] == other[start + 1 :]
    shorter, longer = sorted((one, other), key=len)
    return longer[start + 1 :] == shorter[start:]


@lru_cache(maxsize=20_000)
def _sound(name: str) -> str:
    return sound_of_unit(name)
