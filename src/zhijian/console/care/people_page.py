"""Those of a unit who stand alike: not reached yet (all, or for one reason), reached otherwise, …"""

from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.care.fetching import seen_scope, unit_to_see
from zhijian.console.care.on_unit import done_in
from zhijian.console.care.rows import groups_of, row_of
from zhijian.console.page import page
from zhijian.rooms.reach.permissions import may_give_care_to, may_see_care
from zhijian.rooms.reach.queries.care import cared, people_of
from zhijian.rooms.reach.queries.coverage import coverage_of
from zhijian.rooms.reach.states import Reason, Standing

STEP: Final = 50
_LISTED: Final = {Standing.FOLLOWS: "follows", Standing.OTHERWISE: "otherwise"}


@require_safe
@staff_only(may_see_care)
def care(request: StaffRequest, number: int) -> HttpResponse:
    """Everybody not reached yet, or those of one reason; fifty at a time."""
    unit = unit_to_see(request.staff, number)
    wanted = request.GET.get("reason", "")
    reason = Reason(wanted) if wanted in Reason.values else None
    start = _start(request.GET.get("from", ""))
    found = people_of(unit, seen_scope(request.staff), standing=Standing.NOT_YET, reason=reason)
    people = list(found.select_related("unit").defer("phone", "id_number")[start : start + STEP + 1])
    gives = may_give_care_to(request.staff, unit)
    counted = coverage_of(unit)
    context = {
        "unit": unit,
        "reason": reason,
        "title": reason.label if reason else _("待联系"),
        "count": counted.reasons.get(reason, 0) if reason else counted.not_yet,
        "groups": groups_of(cared(people[:STEP]), unit, gives_care=gives),
        "others": [
            (one.label, count, f"{reverse('console:care', args=[unit.pk])}?reason={one}")
            for one, count in counted.reasons.items()
            if reason and one != reason
        ],
        "more": _more(unit.pk, reason, start) if len(people) > STEP else "",
        "gives_care": gives,
        "done": done_in(request.staff, request.GET.get("done", "")),
    }
    return page(request, "console/care/people.html", context, at="org")


@require_safe
@staff_only(may_see_care)
def alike(request: StaffRequest, number: int, standing: str) -> HttpResponse:
    """Who only follows, or is reached otherwise. Who is bound stands on the roster; who declined, nowhere."""
    unit = unit_to_see(request.staff, number)
    if standing not in _LISTED.values():
        raise Http404
    start = _start(request.GET.get("from", ""))
    wanted = Standing(standing)
    found = people_of(unit, seen_scope(request.staff), standing=wanted).select_related("unit")
    people = list(found.defer("phone", "id_number")[start : start + STEP + 1])
    gives = may_give_care_to(request.staff, unit)
    here = reverse("console:care-alike", args=[unit.pk, standing])
    context = {
        "unit": unit,
        "title": wanted.label,
        "says": _("看得到公众号的文章，还没说自己是谁。认识一下，就有他自己的首页。")
        if wanted == Standing.FOLLOWS
        else _("不用微信也一样联系得上。"),
        "rows": [row_of(one, unit, gives_care=gives) for one in cared(people[:STEP])],
        "more": f"{here}?from={start + STEP}" if len(people) > STEP else "",
        "done": done_in(request.staff, request.GET.get("done", "")),
    }
    return page(request, "console/care/alike.html", context, at="org")


def _more(number: int, reason: Reason | None, start: int) -> str:
    given = {"from": str(start + STEP)} | ({"reason": reason.value} if reason else {})
    return f"{reverse('console:care', args=[number])}?{urlencode(given)}"


def _start(asked: str) -> int:
    """Whoever leafs on beyond ten thousand is better served by a unit further down."""
    return int(asked) if asked.isdecimal() and len(asked) < 5 else 0
