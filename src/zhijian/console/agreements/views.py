"""The list of requests, and what is done about one: agreed to, refused, withdrawn."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.agreements.rows import row_of
from zhijian.console.page import page
from zhijian.foundation.staff import errors, joint_acts
from zhijian.foundation.staff.joint_acts.queries import joint_acts_visible_to
from zhijian.foundation.staff.models import JointAct, Staff

SHOWN = 50


@require_safe
@staff_only()
def agreements(request: StaffRequest) -> HttpResponse:
    return _list(request)


def _list(request: StaffRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    rows = [row_of(one, viewer=request.staff) for one in joint_acts_visible_to(request.staff)[:SHOWN]]
    context = {
        "waiting": [row for row in rows if row.is_open],
        "over": [row for row in rows if not row.is_open],
        "wrong": wrong,
    }
    return page(request, "console/agreements/list.html", context, at="more", status=status)


@require_POST
@staff_only()
@step_up
def agreement(request: StaffRequest, number: int) -> HttpResponse:
    """Done at once, if it is still what was asked for."""
    try:
        done = joint_acts.agree(_request_of(request.staff, number), by=request.staff)
    except errors.StaffRefused as refused:
        return _list(request, wrong=_why_not(refused), status=422)
    if done.stale_at:
        return _list(request, wrong=_("申请以后内容变了，没有办。请他重新申请。"), status=422)
    return redirect("console:agreements")


@require_POST
@staff_only()
@step_up
def refusal(request: StaffRequest, number: int) -> HttpResponse:
    why = request.POST.get("why", "").strip()
    try:
        joint_acts.refuse(_request_of(request.staff, number), by=request.staff, why=why)
    except errors.StaffRefused as refused:
        return _list(request, wrong=_why_not(refused), status=422)
    return redirect("console:agreements")


@require_POST
@staff_only()
def withdrawal(request: StaffRequest, number: int) -> HttpResponse:
    try:
        joint_acts.withdraw(_request_of(request.staff, number), by=request.staff)
    except errors.StaffRefused as refused:
        return _list(request, wrong=_why_not(refused), status=422)
    return redirect("console:agreements")


def _request_of(staff: Staff, number: int) -> JointAct:
    return get_object_or_404(joint_acts_visible_to(staff), pk=number)


def _why_not(refused: errors.StaffRefused) -> str:
    match refused:
        case errors.NotOpen():
            return _("这件事已经办完，或者撤回、过期了。")
        case errors.BeyondRights():
            return _("自己申请的事，要另一个有权的人来同意；撤回要申请的人自己来。")
        case errors.PostHeldAlready():
            return _("他在那里已经有这个岗位了。")
    return _("没有办成，什么都没有改动。")
