"""Ending sittings: one of mine, or all but this one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.foundation.staff import services
from zhijian.foundation.staff.sittings import sittings_of


@require_POST
@staff_only(needs_post=False)
@step_up
def ending(request: StaffRequest, number: int) -> HttpResponse:
    services.end_sitting(get_object_or_404(sittings_of(request.staff), pk=number), by=request.staff)
    return redirect("console:me")


@require_POST
@staff_only(needs_post=False)
@step_up
def ending_of_others(request: StaffRequest) -> HttpResponse:
    services.end_other_sittings(request.staff, keeping=request.session.session_key or "")
    return redirect("console:me")
