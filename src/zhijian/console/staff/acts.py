"""What an administrator does for a colleague: each a noun of its own, each asks first who he is."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.staff.reach import another_colleague_of
from zhijian.console.staff.views import colleague_page, show_link
from zhijian.foundation.staff import errors, services
from zhijian.foundation.staff.permissions import may_manage_staff


@require_http_methods(["POST", "DELETE"])
@staff_only(may_manage_staff)
@step_up
def switch(request: StaffRequest, number: int) -> HttpResponse:
    """POST: he may not come in any more. DELETE (without a script: POST with `undo`): he may again."""
    person = another_colleague_of(request.staff, number)
    if request.method == "DELETE" or "undo" in request.POST:
        services.switch_on(person, by=request.staff)
        return redirect("console:colleagues")
    try:
        services.switch_off(person, by=request.staff)
    except errors.LastAdministrator:
        wrong = _("他是最后一位管理员，停用了就没人能管同事了。先加一位管理员。")
        return colleague_page(request, person, wrong=wrong, status=422)
    return redirect("console:colleagues")


@require_POST
@staff_only(may_manage_staff)
@step_up
def link(request: StaffRequest, number: int) -> HttpResponse:
    """A new link to choose a password with; the old password is good until it is used."""
    return show_link(request, another_colleague_of(request.staff, number))


@require_POST
@staff_only(may_manage_staff)
@step_up
def factors_removal(request: StaffRequest, number: int) -> HttpResponse:
    """For a lost phone."""
    services.forget_second_factors(another_colleague_of(request.staff, number), by=request.staff)
    return redirect("console:colleague", number)


@require_POST
@staff_only(may_manage_staff)
@step_up
def sittings_ending(request: StaffRequest, number: int) -> HttpResponse:
    """Signed out everywhere."""
    services.end_sittings_of(another_colleague_of(request.staff, number), by=request.staff)
    return redirect("console:colleague", number)
