"""The tree at the left: where his rights begin, open down to the unit he looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.figures import figures_of
from zhijian.console.org.reach import unit_of
from zhijian.console.org.rights import may_see_units
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.paths import is_within, paths_above
from zhijian.foundation.org.queries import superiors_among, tops_of, units_below
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roster import scope_for

STEP: Final = 100  # units of one level at a time
TOPS = 0  # in an address: the level of the tops


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the tree. `has_below` can be unfolded; `level` is what stands below it, once it is open."""

    number: int
    name: str
    full_name: str
    has_below: bool
    is_current: bool
    figure: str
    level: "Level | None"


@dataclass(frozen=True, slots=True)
class Level:
    """So many of one level; `more` is where the next come from."""

    branches: Sequence[Branch]
    more: str = ""


def tree_for(staff: Staff, current: Unit | None) -> Level:
    """The tops, and the way down to `current` open."""
    rows = [_row(staff, None, current=current)]
    while on_the_way := rows[-1].on_the_way:
        below_it = _row(staff, on_the_way, current=current)
        if not below_it.units:
            break
        rows.append(below_it)
    return _drawn(staff, rows, current)


@require_safe
@staff_only(may_see_units)
def below(request: StaffRequest, number: int) -> HttpResponse:
    """A piece: what stands below a unit, from a place of the level on (htmx loads it once)."""
    unit = unit_of(request.staff, number) if number != TOPS else None
    row = _row(request.staff, unit, start=_number(request, "from"), but=_number(request, "but"))
    level = _drawn(request.staff, [row], None)
    return render(request, "console/org/_branches.html", {"level": level})


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands below one unit; `on_the_way` is the one of these that is to be opened."""

    units: Sequence[Unit]
    more: str
    on_the_way: Unit | None


def _row(
    staff: Staff, unit: Unit | None, *, current: Unit | None = None, start: int = 0, but: int = 0
) -> _Row:
    scope = scope_for(staff)
    found = tops_of(scope) if unit is None else units_below(unit, scope)
    if but:
        found = found.exclude(pk=but)  # it stood there already, because he was looking at it
    units = list(found[start : start + STEP + 1])
    has_more, units = len(units) > STEP, units[:STEP]
    on_the_way = _on_the_way(units, current) if current else None
    if has_more and current and on_the_way is None:
        on_the_way = found.filter(path__in=[*paths_above(current.path), current.path]).first()
        if on_the_way:
            units.append(on_the_way)
            but = on_the_way.pk
    if not has_more:
        return _Row(units, "", on_the_way)
    address = reverse("console:org-below", args=[unit.pk if unit else TOPS])
    return _Row(units, f"{address}?from={start + STEP}" + (f"&but={but}" if but else ""), on_the_way)


def _drawn(staff: Staff, rows: Sequence[_Row], current: Unit | None) -> Level:
    """The topmost of these, each open where the next belongs. What is shown beside units is asked once."""
    superiors = superiors_among([unit for row in rows for unit in row.units])
    figures = figures_of(staff, *(row.units for row in rows))
    level: Level | None = None
    for row in reversed(rows):
        branches = [
            Branch(
                number=there.pk,
                name=there.called,
                full_name=there.name,
                has_below=there.pk in superiors,
                is_current=there == current,
                figure=figures.get(there.pk, ""),
                level=level if there == row.on_the_way else None,
            )
            for there in row.units
        ]
        level = Level(branches, row.more)
    return level or Level([])


def _on_the_way(units: Sequence[Unit], current: Unit) -> Unit | None:
    return next((unit for unit in units if is_within(current.path, unit.path)), None)


def _number(request: StaffRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else 0
