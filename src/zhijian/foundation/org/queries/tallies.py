"""How many are in whole subtrees: added up from tallies; units touched since these were made are counted now.

One statement, and so one moment: a member who moves while it runs is in one of the two units, never in both
or in none.
"""

from collections.abc import Iterable
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
    """Of each of a list, in one query, by key."""
    wanted = list(units)
    if not wanted:
        return {}
    year = this_years() if elders_born_by is None else elders_born_by
    asked: list[Any] = []
    for unit in wanted:
        asked += [unit.pk, unit.path, paths.end_of(unit.path)]
    row = "(CAST(%s AS bigint), CAST(%s AS varchar), CAST(%s AS varchar))"
    with connection.cursor() as cursor:
        cursor.execute(
            _SUMS % {"asked": ", ".join([row] * len(wanted))}, [*asked, year, year, year - 1, year]
        )
        rows = cursor.fetchall()
    found = {
        unit.pk: [-1 if unit.closed_on is None else 0, 0, 0] for unit in wanted
    }  # itself is no subordinate
    for number, *counts in rows:
        found[number] = [known + int(new or 0) for known, new in zip(found[number], counts, strict=True)]
    return {number: Counts(*counts) for number, counts in found.items()}


# SQLite takes the tables of a CROSS JOIN as they stand: first the few units, then whoever is in them.
# Units without a tally for the year, or touched since, have no `members` inside: those are counted.
_SUMS: Final = """
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
SELECT inside.number, 0, COUNT(*), COUNT(*) FILTER (WHERE member.birth_year <= %%s)
FROM inside CROSS JOIN org_member member
WHERE inside.members IS NULL AND member.unit_id = inside.id AND member.state = 'active'
GROUP BY inside.number
"""
