"""Undoing a binding that is wrong."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.followers import reach, words
from zhijian.console.page import page
from zhijian.foundation.followers import services

LONGEST_REASON = 200


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(reach.may_keep_bound)
def undoing(request: StaffRequest, number: int) -> HttpResponse:
    """GET: what would follow; POST: undone, with its reason."""
    binding = reach.binding_to_undo(request.staff, number)
    why = request.POST.get("why", "").strip()
    if request.method == "POST" and why and len(why) <= LONGEST_REASON:
        services.unbind(binding, by=request.staff, why=why)
        return redirect("console:followers")
    context = {
        "binding": binding,
        "way": words.way_of(binding),
        "why": why,
        "is_wrong": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/followers/undoing.html", context, at="followers", status=status)
