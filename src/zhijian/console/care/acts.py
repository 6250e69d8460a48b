"""What is done with one tap: reached in another way, a visit ended, taken back."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.care.fetching import kept_among, member_to_care_for, words_of_act
from zhijian.console.care.on_unit import care_on
from zhijian.console.org.reach import unit_of
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import superiors_among
from zhijian.rooms.reach.errors import SaidMeanwhile
from zhijian.rooms.reach.permissions import may_give_care
from zhijian.rooms.reach.services.care import end_helping, note_reached, take_back
from zhijian.rooms.reach.states import How


@require_POST
@staff_only(may_give_care)
def otherwise(request: StaffRequest, code: str) -> HttpResponse:
    """改送大字版 and its like: from now on he counts as reached."""
    member = member_to_care_for(request.staff, code)
    wanted = request.POST.get("how", "")
    how = How(wanted) if wanted in How.values else How.LARGE_PRINT
    word = note_reached(member, how=how, by=request.staff)
    return answer(request, member.unit, act=word.act)


@require_POST
@staff_only(may_give_care)
def nobody_goes(request: StaffRequest, code: str) -> HttpResponse:
    member = member_to_care_for(request.staff, code)
    word = end_helping(member, by=request.staff)
    return answer(request, member.unit, act=word.act)


@require_POST
@staff_only(may_give_care)
def taking_back(request: StaffRequest, act: UUID) -> HttpResponse:
    """What the act said is unsaid. Too late, when somebody said something after it: then nothing changes."""
    words = words_of_act(request.staff, act)
    unit = words[0].member.unit
    with suppress(SaidMeanwhile):  # the page it leads to shows what holds now
        take_back(act, by=request.staff, among=lambda members: kept_among(request.staff, members))
    return answer(request, unit)


def answer(request: StaffRequest, unit: Unit, *, act: UUID | None = None) -> HttpResponse:
    """Back to where it was done: the list in place, or the page around it."""
    number = request.POST.get("unit", "")
    here = unit_of(request.staff, int(number)) if number.isdecimal() and len(number) < 10 else unit
    if request.headers.get("HX-Target") == "reach":
        care = care_on(request.staff, here, is_leaf=not superiors_among([here]), act=str(act) if act else "")
        return render(request, "console/care/_reach.html", {"care": care, "unit": here})
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/console/"):
        back = reverse("console:org-unit", args=[here.pk])
    back = back.partition("#")[0].partition("?done=")[0].partition("&done=")[0]
    if act:
        back += f"{'&' if '?' in back else '?'}done={act}"
    return redirect(f"{back}#care" if act else back)
