"""Binding codes on paper: a sheet for the members of one unit who are not bound yet."""

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.followers import reach
from zhijian.console.page import page
from zhijian.foundation.followers import services
from zhijian.foundation.followers.services.codes import LASTS
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import roster_of, search_units, units_within
from zhijian.foundation.staff.models import Staff

MOST_ON_A_SHEET = 200
MOST_OFFERED = 300


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(reach.may_keep_bound)
def paper(request: StaffRequest) -> HttpResponse:
    """GET: for which unit; POST: the sheet. Its codes are shown this once and kept nowhere."""
    asked = request.POST.get("unit", request.GET.get("unit", "")).strip()[:120]
    if request.method != "POST":
        return _ask(request, asked)
    unit = _unit(request.staff, asked)
    if unit is None:
        return _ask(request, asked, wrong="unknown")
    scope = reach.scope_kept_by(request.staff)
    members = roster_of(unit, scope, with_below=False).filter(bindings__isnull=True).order_by("name", "pk")
    chosen = list(members[:MOST_ON_A_SHEET])
    if not chosen:
        return _ask(request, asked, wrong="nobody")
    context = {
        "unit": unit,
        "printed": services.make_binding_codes(chosen, by=request.staff),
        "until": localdate() + LASTS,
        "left_out": max(members.count() - MOST_ON_A_SHEET, 0),
    }
    return page(request, "console/followers/sheet.html", context, at="followers")


def _ask(request: StaffRequest, asked: str, *, wrong: str = "") -> HttpResponse:
    units = units_within(reach.scope_kept_by(request.staff)).order_by("path")[:MOST_OFFERED]
    context = {"units": units, "asked": asked, "wrong": wrong}
    return page(
        request, "console/followers/paper.html", context, at="followers", status=422 if wrong else 200
    )


def _unit(staff: Staff, asked: str) -> Unit | None:
    """By its code or its name, where that is of one unit only."""
    scope = reach.scope_kept_by(staff)
    exact = list(units_within(scope).filter(code=asked)) or list(units_within(scope).filter(name=asked)[:2])
    found = exact or list(search_units(scope, asked, most=2))
    return found[0] if len(found) == 1 else None
