"""Giving a colleague a post, and ending one."""

from contextlib import suppress
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.staff.forms import PostForm
from zhijian.console.staff.reach import colleague_of, post_of
from zhijian.console.staff.unit_choice import UnitChoice
from zhijian.console.staff.views import colleague_page
from zhijian.foundation.staff import errors, joint_acts, services
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_staff
from zhijian.foundation.staff.roles import MANAGE_STAFF
from zhijian.foundation.staff.roster import scope_for


@require_POST
@staff_only(may_manage_staff)
@step_up
def posts(request: StaffRequest, number: int) -> HttpResponse:
    """A role, where, and until when."""
    person = colleague_of(request.staff, number)
    form = PostForm(request.POST)
    choice = UnitChoice.read(request.POST, scope_for(request.staff, *MANAGE_STAFF))
    wrong = ""
    if form.is_valid() and not choice.wrong:
        data = form.cleaned_data
        try:
            services.give_post(
                person, role=data["role"], unit=choice.unit, by=request.staff, until_day=data["until_day"]
            )
        except errors.PostHeldAlready:
            wrong = _("他在那里已经有这个岗位了。")
        except errors.TakesTwo:
            return _asked(request, person, until_day=data["until_day"])
        else:
            return redirect("console:colleague", number)
    return colleague_page(request, person, post_form=form, choice=choice, wrong=wrong, status=422)


def _asked(request: StaffRequest, person: Staff, *, until_day: date | None) -> HttpResponse:
    """Another head of the house: a second one has to agree."""
    arguments = {"staff": person.pk, "until": str(until_day or "")}
    with suppress(errors.AskedAlready):
        joint_acts.ask(joint_acts.GIVE_THE_HOUSE, arguments, by=request.staff)
    return redirect("console:agreements")


@require_POST
@staff_only(may_manage_staff)
@step_up
def post_ending(request: StaffRequest, number: int, post: int) -> HttpResponse:
    """From this moment on he holds it no more."""
    ending = post_of(request.staff, number, post)
    try:
        services.end_post(ending, by=request.staff)
    except errors.LastAdministrator:
        wrong = _("他是最后一位管理员，收回了就没人能管同事了。先加一位管理员。")
        return colleague_page(request, ending.staff, wrong=wrong, status=422)
    if ending.staff_id == request.staff.pk:
        return redirect("console:today")
    return redirect("console:colleague", number)
