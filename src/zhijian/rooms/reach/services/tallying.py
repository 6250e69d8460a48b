"""Keeping counts up: tallies by following what changed, a picture of each month, and forgetting what is old.

No act of anybody's, so no audit line.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, now

from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries import changes_since, have_moved, settled_change, units_touched_since
from zhijian.foundation.org.services.changes import note_members
from zhijian.foundation.org.services.totals import add_up
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.coverage import COLUMNS, Coverage
from zhijian.rooms.reach.models import Following, Snapshot, Tallied, Tally, Total, Word
from zhijian.rooms.reach.queries.standings import counted_by_unit

_ROW: Final = 1
_AT_ONCE: Final = 500  # units of one transaction: others write in between
KEPT_MONTHS: Final = 25
# What was said and is no longer so, and what was said of those who left the roster.
KEPT_WORDS: Final = timedelta(days=90)


def bring_tallies_up() -> int:
    """Count the units touched since the last time; the first time, all. How many that were."""
    forget_who_left()
    Tallied.objects.get_or_create(pk=_ROW)
    counted = _follow()
    return _begin_again() if counted is None else counted


@transaction.atomic
def forget_who_left() -> None:
    """A follower who left is nobody's follower; his member's older standing shows again."""
    gone = Following.objects.filter(follower__left_at__isnull=False).select_related("member")
    left = list(gone.defer("member__phone", "member__id_number")[:1000])
    if left:
        note_members([following.member for following in left])
        Following.objects.filter(pk__in=[following.pk for following in left]).delete()


def take_snapshots(*, on: date | None = None) -> int:
    """How each unit stands this month with everything below it; the last of a month stays."""
    month = (on or localdate()).replace(day=1)
    totals = Total.objects.values_list("unit", *COLUMNS)
    sums = {unit_id: Coverage(*numbers) for unit_id, *numbers in totals.iterator(chunk_size=5000)}
    rows = [
        Snapshot(
            unit_id=unit_id,
            month=month,
            bound=one.bound,
            follows=one.follows,
            otherwise=one.otherwise,
            declined=one.declined,
            not_yet=one.not_yet,
        )
        for unit_id, one in sums.items()
        if one.members
    ]
    for start in range(0, len(rows), _AT_ONCE):
        Snapshot.objects.bulk_create(
            rows[start : start + _AT_ONCE],
            update_conflicts=True,
            unique_fields=["unit", "month"],
            update_fields=["bound", "follows", "otherwise", "declined", "not_yet"],
        )
    return len(rows)


def forget_old() -> None:
    """Pictures older than two years; words that hold no more; all words about those who left long ago."""
    today = localdate()
    months = today.year * 12 + today.month - 1 - KEPT_MONTHS
    Snapshot.objects.filter(month__lt=date(months // 12, months % 12 + 1, 1)).delete()
    before = now() - KEPT_WORDS
    # What comes back when the word after it is taken back is kept as long as that can be.
    is_over = Q(after=None) | Q(after__said_at__lt=before)
    Word.objects.filter(is_over, is_current=False, said_at__lt=before).delete()
    gone = Member.objects.exclude(state=MemberState.ACTIVE)
    Word.objects.filter(said_at__lt=before, member__in=gone.values("pk")).delete()


def begin_tallies_anew() -> None:
    """For those who put rows into tables themselves: everything is counted with the next run."""
    Tallied.objects.all().delete()


@transaction.atomic
def _follow() -> int | None:
    """The few units something happened to, and the totals above them, at one moment. None if that is not
    enough: many were touched, some stand elsewhere, or there are no totals yet."""
    tallied = Tallied.objects.select_for_update().get(pk=_ROW)
    if not tallied.has_totals:
        return None
    settled = settled_change()
    if settled is None:
        return 0  # somebody writes much at once; the next run comes soon
    units = units_touched_since(tallied.until_id, most=_AT_ONCE)
    if units is None or have_moved(Total.objects.filter(unit__in=units)):
        return None
    if units:
        _count(units)
        add_up(Tally, Total, COLUMNS, around=units)
    _move_mark(settled)
    return len(units)


def _begin_again() -> int:
    """Some hundred units at a time, then all totals; others write in between.

    The change up to which all is counted is read before counting: what happens meanwhile is counted again.
    """
    settled = settled_change()
    if settled is None:
        return 0
    tallied = Tallied.objects.get(pk=_ROW)
    changes = changes_since(tallied.until_id) if tallied.built_at else None
    if changes is None:
        units = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    else:
        units = sorted(set(changes.values_list("unit_id", flat=True).distinct()))
    for start in range(0, len(units), _AT_ONCE):
        _count_without_totals(units[start : start + _AT_ONCE])
    _add_up_all(counted_to=settled)
    return len(units)


@transaction.atomic
def _count_without_totals(units: Sequence[int]) -> None:
    # Whoever holds the mark sees all that others with it wrote: an older count never replaces a newer one.
    Tallied.objects.select_for_update().get(pk=_ROW)
    Tallied.objects.filter(pk=_ROW).update(has_totals=False)
    _count(units)


@transaction.atomic
def _add_up_all(*, counted_to: int) -> None:
    Tallied.objects.select_for_update().get(pk=_ROW)
    _move_mark(counted_to)
    if settled_change() is None:
        return  # sums are made of tallies until nobody writes for a moment
    add_up(Tally, Total, COLUMNS)
    Tallied.objects.filter(pk=_ROW).update(has_totals=True)


def _move_mark(settled: int) -> None:
    # Never back: another worker may have come further meanwhile.
    Tallied.objects.filter(pk=_ROW, until_id__lte=settled).update(until_id=settled, built_at=now())


def _count(units: Collection[int]) -> None:
    counted = counted_by_unit(Member.objects.filter(unit__in=units))
    known = Unit.objects.filter(pk__in=units).values_list("pk", flat=True)
    rows = [_tally(unit_id, counted.get(unit_id, Coverage())) for unit_id in known]
    Tally.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["unit"], update_fields=list(COLUMNS)
    )


def _tally(unit_id: int, counted: Coverage) -> Tally:
    return Tally(unit_id=unit_id, **{name: getattr(counted, name) for name in COLUMNS})
