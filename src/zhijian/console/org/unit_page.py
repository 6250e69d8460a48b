"""A unit: what it is, who holds its offices, who is in it; at the left the tree, in the hand the way down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.care.on_unit import care_on
from zhijian.console.org import figures, words
from zhijian.console.org.branches import tree_for
from zhijian.console.org.chairs import chairs_of
from zhijian.console.org.reach import sees_members_of, unit_of
from zhijian.console.org.rights import may_see_units
from zhijian.console.org.roster_list import listed
from zhijian.console.page import page
from zhijian.console.places import address_of
from zhijian.foundation.org.models import Stay, Unit
from zhijian.foundation.org.queries import (
    SECRETARY,
    counts_of,
    counts_of_each,
    offices_on,
    path_of_unit,
    stays_on,
    superiors_among,
    tops_of,
    transfers_within,
    units_below,
)
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import KEEP_ROSTER, SHAPE_TREE, Role
from zhijian.foundation.staff.roster import scope_for

MOST_BELOW: Final = 50  # in the hand; the next fifty one asks for
MOST_GUESTS: Final = 50
IMPORT: Final = "console:org-imports"


@dataclass(frozen=True, slots=True)
class Step:
    """On the way down; without an address where it lies above what he may see."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Below:
    """A row of the hand's list."""

    address: str
    name: str
    facts: str
    figure: str


@require_safe
@staff_only(may_see_units)
def org(request: StaffRequest) -> HttpResponse:
    """Where his tree begins: at its only top, or at a choice of them."""
    scope = scope_for(request.staff)
    tops = list(tops_of(scope)[: MOST_BELOW + 1])
    if len(tops) == 1:
        return redirect("console:org-unit", tops[0].pk)
    context = {
        "tops": _rows(request.staff, tops[:MOST_BELOW]),
        "tree": tree_for(request.staff, None),
        "figure_heading": figures.heading(),
        "may_begin": request.staff.rights.reach("", Role.ADMINISTRATOR),
        "import_address": address_of(IMPORT),
    }
    return page(request, "console/org/tops.html", context, at="org")


@require_safe
@staff_only(may_see_units)
def unit(request: StaffRequest, number: int) -> HttpResponse:
    return unit_page(request, unit_of(request.staff, number))


def unit_page(request: StaffRequest, there: Unit) -> HttpResponse:
    staff = request.staff
    sees = sees_members_of(staff, there)
    asks_for_list = request.headers.get("HX-Target") == "roster"
    if asks_for_list and not sees:
        raise PermissionDenied
    context: dict[str, object] = {
        "unit": there,
        "listed": listed(staff, there, request.GET) if sees else None,
    }
    if asks_for_list:
        return render(request, "console/org/_roster.html", context)
    counts = counts_of(there)
    steps = _steps(staff, there)
    start = request.GET.get("from", "")
    below, more_below = _below(staff, there, start=int(start) if start.isdecimal() and len(start) < 7 else 0)
    context |= {
        "tree": tree_for(staff, there),
        "figure_heading": figures.heading(),
        "steps": steps,
        "back": next((step for step in reversed(steps[:-1]) if step.address), None),
        "counts": counts,
        "in_short": words.units_and_people(counts.units, counts.members),
        "care": care_on(staff, there, is_leaf=not counts.units, act=request.GET.get("done", "")),
        "below": below,
        "more_below": more_below,
        "chairs": chairs_of(there, with_names=sees),
        "guests": _guests(there) if sees else [],
        "transfers": transfers_within(Scope.of(there.path)).count() if sees else 0,
        "keeps": sees and not there.closed_on and staff.rights.reach(there.path, *KEEP_ROSTER),
        "shapes": not there.closed_on and staff.rights.reach(there.path, *SHAPE_TREE),
        "import_address": address_of(IMPORT),
        "closed": words.day_in_words(there.closed_on) if there.closed_on else "",
        "today": localdate(),
    }
    return page(request, "console/org/unit.html", context, at="org")


def _steps(staff: Staff, there: Unit) -> list[Step]:
    scope = scope_for(staff)
    above = {
        found.pk: found.path
        for found in Unit.objects.filter(pk__in=[step.id for step in path_of_unit(there)])
    }
    return [
        Step(step.called, reverse("console:org-unit", args=[step.id]) if scope.holds(above[step.id]) else "")
        for step in path_of_unit(there)
    ]


def _below(staff: Staff, there: Unit, *, start: int) -> tuple[list[Below], str]:
    units = list(units_below(there, scope_for(staff))[start : start + MOST_BELOW + 1])
    here = reverse("console:org-unit", args=[there.pk])
    more = f"{here}?from={start + MOST_BELOW}" if len(units) > MOST_BELOW else ""
    return _rows(staff, units[:MOST_BELOW]), more


def _rows(staff: Staff, units: Sequence[Unit]) -> list[Below]:
    """Counted is whoever belongs to the unit or to anything below it."""
    seen = [one for one in units if sees_members_of(staff, one)]
    superiors = superiors_among(units)
    counted = counts_of_each(seen)
    secretaries: dict[int, str] = {}
    for office in offices_on(localdate(), units=seen).filter(title=SECRETARY):
        said = _("书记空缺，%(name)s代") if office.is_deputy else _("书记 %(name)s")
        secretaries.setdefault(office.unit_id, said % {"name": office.member.name})
    shown = figures.figures_of(staff, units)
    rows = []
    for one in units:
        facts = [words.people(counted[one.pk].members)] if one.pk in counted else []
        facts += [_("还有下级")] if one.pk in superiors else []
        facts += [secretaries[one.pk]] if one.pk in secretaries else []
        address = reverse("console:org-unit", args=[one.pk])
        rows.append(Below(address, one.name, " · ".join(facts) or one.kind, shown.get(one.pk, "")))
    return rows


def _guests(there: Unit) -> list[Stay]:
    return list(stays_on(localdate(), units=[there])[:MOST_GUESTS])
