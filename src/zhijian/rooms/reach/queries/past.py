"""A unit beside its own past; never beside another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from zhijian.foundation.org.models import Unit
from zhijian.rooms.reach.coverage import FEW, Coverage
from zhijian.rooms.reach.models import Snapshot


@dataclass(frozen=True, slots=True)
class Month:
    """How many were reached, in whatever way, at the end of a month."""

    month: date
    reached: int
    members: int


@dataclass(frozen=True, slots=True)
class Past:
    """`before` is the last month there is a picture of, before this one; `is_hidden` where few would show."""

    before: Month | None
    now: int
    months: Sequence[Month]
    is_hidden: bool


def past_of(unit: Unit, coverage: Coverage, *, sees_names: bool, most: int = 12) -> Past:
    """Hidden from who may not read the names, wherever a number or a difference may point at a person."""
    this_month = localdate().replace(day=1)
    rows = Snapshot.objects.filter(unit=unit, month__lt=this_month).order_by("-month")[:most]
    months = [_month(row) for row in rows][::-1]
    before = months[-1] if months else None
    numbers = [coverage.reached, coverage.members - coverage.reached]
    if before:
        numbers += [before.reached, before.members - before.reached, abs(coverage.reached - before.reached)]
    is_hidden = not sees_names and any(0 < number < FEW for number in numbers)
    return Past(before, coverage.reached, months, is_hidden)


def _month(row: Snapshot) -> Month:
    reached = row.bound + row.follows + row.otherwise
    return Month(row.month, reached, reached + row.declined + row.not_yet)
