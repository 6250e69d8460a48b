"""Bringing tallies up to what is so: nobody else writes them. It is no act of anybody's: no audit line."""

from collections.abc import Collection, Sequence
from typing import Final

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from zhijian.foundation.org.elders import elders_born_by
from zhijian.foundation.org.models import Change, Tally, TallyMark, Total, Unit
from zhijian.foundation.org.queries.touched import have_moved, settled_change, units_touched_since
from zhijian.foundation.org.services.statistics import WORTH_IT, refresh_statistics
from zhijian.foundation.org.services.totals import add_up

_MARK: Final = 1  # the key of the only row
_BATCH: Final = 1000  # units in one transaction: others write in between
_SUMS: Final = ("units", "members", "elders", "elders_next")


def bring_tallies_up() -> int:
    """Count what is not counted yet, was touched, or counted for another year; how many units that were."""
    TallyMark.objects.get_or_create(pk=_MARK)
    counted = _follow(elders_born_by())
    return _begin_again(elders_born_by()) if counted is None else counted


@transaction.atomic
def begin_tallies_anew() -> None:
    """For those who put members into tables themselves: everything is counted, until it is tallied again."""
    TallyMark.objects.all().delete()
    Tally.objects.all().delete()


@transaction.atomic
def _follow(year: int) -> int | None:
    """The few units something happened to, and the totals above them, at one moment. None if that is not
    enough: many were touched, some stand elsewhere, or the totals are of another year."""
    mark = TallyMark.objects.select_for_update().get(pk=_MARK)
    if mark.totals_of != year:
        return None
    settled = settled_change()
    if settled is None:
        return 0  # somebody writes much at once; the next run comes soon
    units = units_touched_since(mark.change, most=_BATCH)
    if units is None or have_moved(Total.objects.filter(unit__in=units)):
        return None
    if units:
        _count(units, year)
        add_up(Tally, Total, _SUMS, around=units)
    _move_mark(settled)
    return len(units)


def _begin_again(year: int) -> int:
    """What is out of date a thousand units at a time, then all totals; others write in between."""
    settled = settled_change()
    if settled is None:
        return 0
    units = _out_of_date(TallyMark.objects.get(pk=_MARK).change, year)
    if len(units) >= WORTH_IT:
        refresh_statistics()  # as many units came at once, as from a sheet
    for start in range(0, len(units), _BATCH):
        _count_without_totals(units[start : start + _BATCH], year)
    _add_up_all(year, counted_to=settled)
    return len(units)


def _out_of_date(mark: int, year: int) -> list[int]:
    good = Tally.objects.filter(born_by=year).values("pk")
    never = Unit.objects.exclude(pk__in=good).values_list("pk", flat=True)
    touched = Change.objects.filter(pk__gt=mark).order_by().values_list("unit_id", flat=True).distinct()
    return sorted({*never, *touched})


@transaction.atomic
def _count_without_totals(units: Sequence[int], year: int) -> None:
    # Whoever holds the mark sees all that others with it wrote: an older count never replaces a newer one.
    TallyMark.objects.select_for_update().get(pk=_MARK)
    TallyMark.objects.filter(pk=_MARK).update(totals_of=None)
    _count(units, year)


@transaction.atomic
def _add_up_all(year: int, *, counted_to: int) -> None:
    TallyMark.objects.select_for_update().get(pk=_MARK)
    _move_mark(counted_to)
    if settled_change() is None:
        return  # sums are made of tallies until nobody writes for a moment
    add_up(Tally, Total, _SUMS)
    TallyMark.objects.filter(pk=_MARK).update(totals_of=year)


def _move_mark(settled: int) -> None:
    # Never back: another worker may have come further meanwhile.
    TallyMark.objects.filter(pk=_MARK).update(change=Greatest(F("change"), settled))


def _count(units: Collection[int], year: int) -> None:
    if not units:
        return
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(units))
        cursor.execute(_COUNTS % marks, [year, year, year + 1, *units])


_COUNTS: Final = """
INSERT INTO org_tally (unit_id, units, born_by, members, elders, elders_next)
SELECT unit.id, CASE WHEN unit.closed_on IS NULL THEN 1 ELSE 0 END, %%s,
    (SELECT COUNT(*) FROM org_member WHERE unit_id = unit.id AND state = 'active'),
    (SELECT COUNT(*) FROM org_member WHERE unit_id = unit.id AND state = 'active' AND birth_year <= %%s),
    (SELECT COUNT(*) FROM org_member WHERE unit_id = unit.id AND state = 'active' AND birth_year <= %%s)
FROM org_unit unit WHERE unit.id IN (%s)
ON CONFLICT (unit_id) DO UPDATE SET
    units = excluded.units, born_by = excluded.born_by, members = excluded.members,
    elders = excluded.elders, elders_next = excluded.elders_next
"""
