"""Sums over thousands of units, kept in this process for as long as nothing changes."""

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Generic, TypeVar

from django.db import connection

from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.paths import end_of

WORTH_IT: Final = 500  # units; fewer are added up as quickly as looked up
_MOST: Final = 5000  # kept at once

Sum = TypeVar("Sum")


class Kept(Generic[Sum]):
    """Numbers of whole subtrees, made only of what writes an org.Change whenever it changes.

    Kept until the next change of anything, which is how they stay exact: the page of a whole tree is looked
    at many times a minute, and a roster changes a few times a day. Whatever else a number depends on (a year,
    a mark of one's own) goes into `about`. Inside a transaction nothing is kept or taken: what was written
    there may never have been.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._as_of: object = None
        self._sums: dict[tuple[int, str, Hashable], Sum] = {}

    def of_each(
        self,
        units: Iterable[Unit],
        add_up: Callable[[Sequence[Unit]], dict[int, Sum]],
        *,
        about: Hashable = None,
    ) -> dict[int, Sum]:
        """By key; `add_up` is asked for those that are not kept, once for all of them."""
        asked = list(units)
        if connection.in_atomic_block or not asked:
            return add_up(asked) if asked else {}
        as_of = _last_change()
        with self._lock:
            if as_of != self._as_of or len(self._sums) > _MOST:
                self._as_of, self._sums = as_of, {}
            kept = self._sums
        found = {unit.pk: kept[key] for unit in asked if (key := (unit.pk, unit.path, about)) in kept}
        missing = [unit for unit in asked if unit.pk not in found]
        if not missing:
            return found
        fresh = add_up(missing)
        # Into the dict of its own moment: when something changed meanwhile, nobody looks there any more.
        if _are_many_units(missing):
            kept |= {(unit.pk, unit.path, about): fresh[unit.pk] for unit in missing}
        return found | fresh


def _last_change() -> tuple[object, ...]:
    """Differs after every change, also one that is committed after others with higher numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        return tuple(cursor.fetchone())


def _are_many_units(tops: Sequence[Unit]) -> bool:
    """At and below these, or between them: those of a list are neighbours."""
    first, last = min(unit.path for unit in tops), max(end_of(unit.path) for unit in tops)
    return Unit.objects.filter(path__gte=first, path__lt=last)[WORTH_IT - 1 : WORTH_IT].exists()


_LAST: Final = """
SELECT mark.change, COUNT(change.id), MAX(change.id)
FROM (SELECT MAX(change) AS change FROM org_tallymark) mark
LEFT JOIN org_change change ON change.id > COALESCE(mark.change, 0)
GROUP BY mark.change
"""
