"""The keywords nearest to a text no rule answers, also while some of the rules have changed."""

import threading

from zhijian.rooms.answers.keywords import Keywords
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.nearby import Nearby
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import RanksOf


class NearWords:
    """An index over compiled keywords, made when first asked: for a long list it is a second's work."""

    def __init__(self, keywords: Keywords) -> None:
        self._keywords = keywords
        self._one_index = threading.Lock()
        self._index: tuple[Nearby, list[int], list[str]] | None = None

    def make(self) -> tuple[Nearby, list[int], list[str]]:
        with self._one_index:
            if self._index is None:
                typed = list(self._keywords.typed())
                nearby = Nearby([normal(word) for _, word in typed])
                self._index = nearby, [rank for rank, _ in typed], [word for _, word in typed]
            return self._index

    def closest(
        self, form: str, *, most: int, but_not: RanksOf | None = None
    ) -> list[tuple[float, int, str]]:
        """(-likeness, rank, keyword as written), nearest first."""
        nearby, ranks, words = self._index or self.make()
        counts = None if but_not is None else lambda place: ranks[place] not in but_not
        found = nearby.closest(form, most=most, counts=counts)
        return [(-likeness, ranks[place], words[place]) for likeness, place in found]


class Nearest:
    """The nearest of a matcher's keywords."""

    def __init__(self, matcher: Matcher, *, compiled: NearWords | None = None) -> None:
        self._compiled = compiled or NearWords(matcher.compiled)
        self._changed = NearWords(matcher.changed)
        self._passed_over = matcher.passed_over

    def after_changes(self, matcher: Matcher) -> "Nearest":
        """For a matcher made `with_changes` of this one's: the index of what did not change is kept."""
        return Nearest(matcher, compiled=self._compiled)

    def make(self) -> None:
        """Now, not when first asked."""
        self._compiled.make()
        self._changed.make()

    def closest(self, text: str, *, most: int) -> list[tuple[float, int, str]]:
        """(-likeness, rank, keyword as written), nearest first: `most` of them or more."""
        form = normal(text)
        found = [
            *self._compiled.closest(form, most=most, but_not=self._passed_over),
            *self._changed.closest(form, most=most),
        ]
        return sorted(found)

    def words(self, text: str, *, most: int) -> list[str]:
        distinct: dict[str, str] = {}
        for _, _, word in self.closest(text, most=most):
            distinct.setdefault(normal(word), word)
        return list(distinct.values())[:most]
