"""How many are in whole subtrees: the totals once added up, with units touched since counted now.

One statement, and so one moment: a member who moves while it runs is in one of the two units, never in both
or in none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from zhijian.foundation.org import paths
from zhijian.foundation.org.elders import elders_born_by as this_years
from zhijian.foundation.org.models import Unit


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a unit and everything below it: subordinates, active members, and how many of those are elders."""

    units: int
    members: int
    elders: int


def counts_of(unit: Unit, *, elders_born_by: int | None = None) -> Counts:
    """Of one unit; whoever was born in that year or before is an elder, this year's elders unless said."""
    return counts_of_each([unit], elders_born_by=elders_born_by)[unit.pk]


def counts_of_each(units: Iterable[Unit], *, elders_born_by: int | None = None) -> dict[int, Counts]:
    """Of each of a list, in one query, by key; in two while totals are being made anew."""
    asked = list(units)
    if not asked:
        return {}
    year = this_years() if elders_born_by is None else elders_born_by
    rows = _rows(_FROM_TOTALS, asked, year) or _rows(_FROM_TALLIES, asked, year)
    found = {unit.pk: [-1 if unit.closed_on is None else 0, 0, 0] for unit in asked}  # no subordinate
    for number, *counts in rows:
        found[number] = [known + int(new or 0) for known, new in zip(found[number], counts, strict=True)]
    return {number: Counts(*counts) for number, counts in found.items()}


def _rows(statement: str, wanted: Sequence[Unit], year: int) -> list[tuple[int, int, int, int]]:
    asked: list[Any] = []
    for unit in wanted:
        asked += [unit.pk, unit.path, paths.end_of(unit.path)]
    row = "(CAST(%s AS bigint), CAST(%s AS varchar), CAST(%s AS varchar))"
    with connection.cursor() as cursor:
        cursor.execute(
            statement % {"asked": ", ".join([row] * len(wanted))}, [*asked, year, year, year - 1, year]
        )
        return list(cursor.fetchall())


# No rows while the totals cannot be used: none for that year, or a unit stands elsewhere since.
_FROM_TOTALS: Final = """
WITH asked (number, first, past) AS (VALUES %(asked)s),
wanted (year) AS (VALUES (CAST(%%s AS integer))),
mark AS (
    SELECT change, totals_of = wanted.year AS is_this_year
    FROM org_tallymark CROSS JOIN wanted WHERE totals_of IN (%%s, %%s)
),
touched AS MATERIALIZED (
    SELECT DISTINCT unit_id FROM org_change WHERE id > (SELECT change FROM mark)
),
news AS MATERIALIZED (
    SELECT unit.path, total.path <> unit.path AS has_moved,
        CASE WHEN unit.closed_on IS NULL THEN 1 ELSE 0 END - COALESCE(tally.units, 0) AS units,
        (SELECT COUNT(*) FROM org_member WHERE unit_id = unit.id AND state = 'active')
            - COALESCE(tally.members, 0) AS members,
        (SELECT COUNT(*) FROM org_member
         WHERE unit_id = unit.id AND state = 'active' AND birth_year <= %%s)
            - COALESCE(CASE WHEN mark.is_this_year THEN tally.elders ELSE tally.elders_next END, 0) AS elders
    FROM touched CROSS JOIN mark JOIN org_unit unit ON unit.id = touched.unit_id
    LEFT JOIN org_tally tally ON tally.unit_id = unit.id
    LEFT JOIN org_total total ON total.unit_id = unit.id
)
SELECT asked.number,
    COALESCE(MAX(total.units), 0) + COALESCE(SUM(news.units), 0),
    COALESCE(MAX(total.members), 0) + COALESCE(SUM(news.members), 0),
    COALESCE(MAX(CASE WHEN mark.is_this_year THEN total.elders ELSE total.elders_next END), 0)
        + COALESCE(SUM(news.elders), 0)
FROM asked CROSS JOIN mark
LEFT JOIN org_total total ON total.unit_id = asked.number
LEFT JOIN news ON news.path >= asked.first AND news.path < asked.past
WHERE NOT EXISTS (SELECT 1 FROM news WHERE has_moved)
GROUP BY asked.number
"""

# Units without a tally for the year, or touched since, have no `members` inside: those are counted, one by
# one: beside a join SQLite would first read a million rows for a filter, and PostgreSQL, where it has no
# statistics yet, all rows for each unit.
_FROM_TALLIES: Final = """
WITH asked (number, first, past) AS (VALUES %(asked)s),
touched AS (
    SELECT DISTINCT unit_id FROM org_change
    WHERE id > COALESCE((SELECT MAX(change) FROM org_tallymark), -1)
),
inside AS (
    SELECT asked.number, unit.id, unit.closed_on IS NULL AS is_open, tally.members,
           CASE WHEN tally.born_by = %%s THEN tally.elders ELSE tally.elders_next END AS elders
    FROM asked CROSS JOIN org_unit unit
    LEFT JOIN org_tally tally
        ON tally.unit_id = unit.id AND tally.born_by IN (%%s, %%s)
        AND tally.unit_id NOT IN (SELECT unit_id FROM touched)
    WHERE unit.path >= asked.first AND unit.path < asked.past
)
SELECT number, COUNT(*) FILTER (WHERE is_open), SUM(members), SUM(elders) FROM inside GROUP BY number
UNION ALL
SELECT number, 0,
    SUM((SELECT COUNT(*) FROM org_member WHERE unit_id = inside.id AND state = 'active')),
    SUM((SELECT COUNT(*) FROM org_member
         WHERE unit_id = inside.id AND state = 'active' AND birth_year <= %%s))
FROM inside WHERE members IS NULL GROUP BY number
"""
