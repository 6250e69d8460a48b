"""The part of the tree somebody may see."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from zhijian.foundation.org.paths import end_of, is_within


@dataclass(frozen=True, slots=True)
class Scope:
    """Whole subtrees, by the paths of their tops; none below another. The empty path is everything."""

    paths: tuple[str, ...] = ()

    @classmethod
    def of(cls, *paths: str) -> "Scope":
        tops: list[str] = []
        for path in sorted(set(paths)):
            if not tops or not is_within(path, tops[-1]):
                tops.append(path)
        return cls(tuple(tops))

    def __bool__(self) -> bool:
        return bool(self.paths)

    @property
    def is_everything(self) -> bool:
        return "" in self.paths

    def holds(self, path: str) -> bool:
        return any(is_within(path, top) for top in self.paths)

    def __and__(self, other: "Scope") -> "Scope":
        inner = [path for path in self.paths if other.holds(path)]
        return Scope.of(*inner, *(path for path in other.paths if self.holds(path)))

    def __or__(self, other: "Scope") -> "Scope":
        return Scope.of(*self.paths, *other.paths)

    def q(self, field: str) -> Q:
        """The condition that `field`, a path, lies within."""
        if self.is_everything:
            return Q()
        found = Q(pk__in=())
        for path in self.paths:
            found |= Q(**{f"{field}__gte": path, f"{field}__lt": end_of(path)})
        return found


NOTHING: Final = Scope()
EVERYTHING: Final = Scope(("",))
