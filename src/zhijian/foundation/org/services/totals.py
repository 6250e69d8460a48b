"""Adding tallies up the tree, for this house's counts and for rooms': each unit from those right below it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Model
from django.db.models.functions import Length

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import Unit

_AT_ONCE: Final = 5000  # keys in one statement

Thing = TypeVar("Thing")


def add_up(
    tally: type[Model],
    total: type[Model],
    columns: Sequence[str],
    *,
    around: Collection[int] | None = None,
) -> None:
    """Make the totals of these units and of all above them; of every unit when none are named.

    Both tables are keyed by `unit` and have `columns`; that of totals has the unit's `path` as well. Call it
    in the transaction that wrote the tallies: together they are right, one without the other is not.
    """
    statement = _of_one_level(tally._meta.db_table, total._meta.db_table, columns)
    levels = _all_levels() if around is None else _levels_above(around)
    with connection.cursor() as cursor:
        for condition, asked in levels:
            cursor.execute(statement % condition, asked)


def _all_levels() -> Iterator[tuple[str, list[str | int]]]:
    lengths = Unit.objects.annotate(length=Length("path")).values_list("length", flat=True).distinct()
    for length in sorted(lengths, reverse=True):
        yield "LENGTH(unit.path) = %s", [length]


def _levels_above(units: Collection[int]) -> Iterator[tuple[str, list[str | int]]]:
    places = {place for path in _paths_of(units) for place in (*paths.paths_above(path), path)}
    for length in sorted({len(place) for place in places}, reverse=True):
        level = sorted(place for place in places if len(place) == length)
        for some in _batches(level):
            yield f"unit.path IN ({', '.join(['%s'] * len(some))})", [*some]


def _paths_of(units: Collection[int]) -> Iterator[str]:
    for some in _batches(sorted(units)):
        yield from Unit.objects.filter(pk__in=some).values_list("path", flat=True)


def _batches(things: Sequence[Thing]) -> Iterable[Sequence[Thing]]:
    return (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))


def _of_one_level(tally: str, total: str, columns: Sequence[str]) -> str:
    """One row for each unit there; `%s` stands for which those are. Those below have theirs already."""
    sums = ", ".join(f"COALESCE(MAX(own.{one}), 0) + COALESCE(SUM(below.{one}), 0)" for one in columns)
    return f"""
INSERT INTO {total} (unit_id, path, {", ".join(columns)})
SELECT unit.id, unit.path, {sums}
FROM org_unit unit
LEFT JOIN {tally} own ON own.unit_id = unit.id
LEFT JOIN org_unit child ON child.superior_id = unit.id
LEFT JOIN {total} below ON below.unit_id = child.id
WHERE %s
GROUP BY unit.id, unit.path
ON CONFLICT (unit_id) DO UPDATE SET path = excluded.path,
    {", ".join(f"{one} = excluded.{one}" for one in columns)}
"""
