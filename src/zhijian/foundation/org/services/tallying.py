"""Bringing tallies up to what is so: nobody else writes them. It is no act of anybody's: no audit line."""

from collections.abc import Sequence
from typing import Final

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from zhijian.foundation.org.elders import elders_born_by
from zhijian.foundation.org.models import Change, Tally, TallyMark, Unit
from zhijian.foundation.org.queries.touched import settled_change
from zhijian.foundation.org.services.statistics import WORTH_IT, refresh_statistics

_MARK: Final = 1  # the key of the only row
_BATCH: Final = 1000  # units in one transaction: others write in between


def bring_tallies_up() -> int:
    """Count what is not counted yet, was touched, or counted for another year; how many units that were."""
    settled = settled_change()
    if settled is None:
        return 0  # somebody writes much at once; the next run comes soon
    mark, _ = TallyMark.objects.get_or_create(pk=_MARK)
    year = elders_born_by()
    units = _out_of_date(mark.change, year)
    if len(units) >= WORTH_IT:
        refresh_statistics()  # as many units came at once, as from a sheet
    for start in range(0, len(units), _BATCH):
        _count(units[start : start + _BATCH], year)
    # Never back: another worker may have come further meanwhile.
    TallyMark.objects.filter(pk=_MARK).update(change=Greatest(F("change"), settled))
    return len(units)


@transaction.atomic
def begin_tallies_anew() -> None:
    """For those who put members into tables themselves: everything is counted, until it is tallied again."""
    TallyMark.objects.all().delete()
    Tally.objects.all().delete()


def _out_of_date(mark: int, year: int) -> list[int]:
    good = Tally.objects.filter(born_by=year).values("pk")
    never = Unit.objects.exclude(pk__in=good).values_list("pk", flat=True)
    touched = Change.objects.filter(pk__gt=mark).order_by().values_list("unit_id", flat=True).distinct()
    return sorted({*never, *touched})


@transaction.atomic
def _count(units: Sequence[int], year: int) -> None:
    # Whoever holds the mark sees all that others with it wrote: an older count never replaces a newer one.
    TallyMark.objects.select_for_update().get(pk=_MARK)
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(units))
        cursor.execute(_COUNTS % marks, [year, year, year + 1, *units])


_COUNTS: Final = """
INSERT INTO org_tally (unit_id, born_by, members, elders, elders_next)
SELECT unit.id, %%s,
    (SELECT COUNT(*) FROM org_member WHERE unit_id = unit.id AND state = 'active'),
    (SELECT COUNT(*) FROM org_member WHERE unit_id = unit.id AND state = 'active' AND birth_year <= %%s),
    (SELECT COUNT(*) FROM org_member WHERE unit_id = unit.id AND state = 'active' AND birth_year <= %%s)
FROM org_unit unit WHERE unit.id IN (%s)
ON CONFLICT (unit_id) DO UPDATE SET
    born_by = excluded.born_by, members = excluded.members,
    elders = excluded.elders, elders_next = excluded.elders_next
"""
