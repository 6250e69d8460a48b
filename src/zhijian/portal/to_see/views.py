"""Whom he visits, one page each, and what to tap. No reasons are told: he is a neighbour, not staff."""

from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.portal.access import for_members
from zhijian.portal.page import member_page
from zhijian.portal.visitor import MemberRequest
from zhijian.rooms.reach.errors import CareRefused
from zhijian.rooms.reach.queries.care import Cared, helped_by, one_helped_by
from zhijian.rooms.reach.services.care import note_been_there
from zhijian.rooms.reach.services.taking_along import call_as_helper
from zhijian.rooms.reach.states import How, Standing

CALL: Final = "call"
# What the three buttons say, and what becomes of it.
_SAID: Final = {
    "been": (Standing.NOT_YET, None),
    "bound": (Standing.FOLLOWS, None),
    "print": (Standing.OTHERWISE, How.LARGE_PRINT),
    "family": (Standing.OTHERWISE, How.FAMILY),
    "told": (Standing.OTHERWISE, How.VISIT),
}


@for_members
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    found = helped_by(request.member)
    return member_page(request, "portal/to_see/people.html", {"tab": "me", "people": found})


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: MemberRequest, code: str) -> HttpResponse:
    """Of somebody who is not, or no longer, given to him there is nothing here."""
    one = one_helped_by(request.member, code)
    if one is None:
        raise Http404
    said = request.POST.get("said", "")
    if request.method != "POST" or said not in (*_SAID, CALL):
        return _page(request, one, status=422 if request.method == "POST" else 200)
    try:
        if said == CALL:
            number = call_as_helper(one.member, helper=request.member)
            return _page(request, one, number=number)
        standing, how = _SAID[said]
        note_been_there(one.member, helper=request.member, standing=standing, how=how)
    except CareRefused:
        raise Http404 from None  # staff gave it to somebody else at this very moment
    left = helped_by(request.member)
    return member_page(request, "portal/to_see/said.html", {"person": one.member, "left": left, "said": said})


def _page(request: MemberRequest, one: Cared, *, number: str = "", status: int = 200) -> HttpResponse:
    context = {
        "person": one.member,
        "may_call": bool(one.word and one.word.shows_phone and one.has_phone),
        "number": number,
        "been_at": one.word.been_at if one.word else None,
        "wrong": _("点一下下面的按钮。") if status != 200 else "",
    }
    return member_page(request, "portal/to_see/person.html", context, status=status)
