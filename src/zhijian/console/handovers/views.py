"""Beginning a hand-over, its page for both, signing for one thing, ending it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.page import page
from zhijian.console.staff.reach import colleague_of
from zhijian.foundation.staff import errors, handover
from zhijian.foundation.staff.models import HandOver, Staff
from zhijian.foundation.staff.permissions import may_manage_staff
from zhijian.foundation.staff.queries import colleagues_visible_to


class Successor(forms.Form):
    """Typed as he signs in: lists of colleagues can be long."""

    username = forms.CharField(max_length=150, error_messages={"required": _("写上接手的人的用户名。")})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_staff)
@step_up
def handover_new(request: StaffRequest, number: int) -> HttpResponse:
    """To whom. What passes on is on the page that follows."""
    giver = colleague_of(request.staff, number)
    form = Successor(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = _begun(form, giver, by=request.staff)
        if begun is not None:
            return redirect("console:handover", begun.pk)
    others = colleagues_visible_to(request.staff).filter(is_active=True).exclude(pk=giver.pk)
    context = {"form": form, "person": giver, "others": others[:200]}
    status = 422 if request.method == "POST" else 200
    return page(request, "console/handovers/new.html", context, at="staff", status=status)


def _begun(form: Successor, giver: Staff, *, by: Staff) -> HandOver | None:
    others = colleagues_visible_to(by).filter(is_active=True).exclude(pk=giver.pk)
    successor = others.filter(username=form.cleaned_data["username"]).first()
    if successor is None:
        form.add_error("username", _("您管的同事里没有这个用户名。"))
        return None
    try:
        return handover.begin(giver, successor=successor, by=by)
    except errors.AskedAlready:
        return HandOver.objects.get(giver=giver, successor=successor, ended_at=None)


@require_safe
@staff_only(needs_post=False)
def the_handover(request: StaffRequest, number: int) -> HttpResponse:
    return _shown(request, _handover_of(request.staff, number))


@require_POST
@staff_only(needs_post=False)
@step_up
def signature(request: StaffRequest, number: int) -> HttpResponse:
    """The successor signs for one thing; it is his from this moment."""
    found = _handover_of(request.staff, number)
    try:
        handover.sign(found, request.POST.get("kind", ""), request.POST.get("key", ""), by=request.staff)
    except errors.StaffRefused as refused:
        return _shown(request, found, wrong=_why_not(refused), status=422)
    return redirect("console:handover", number)


@require_POST
@staff_only(needs_post=False)
@step_up
def ending(request: StaffRequest, number: int) -> HttpResponse:
    """What was not signed for stays where it is."""
    found = _handover_of(request.staff, number)
    try:
        handover.end(found, by=request.staff)
    except errors.BeyondRights:
        return _shown(request, found, wrong=_("交接由办它的管理员来结束。"), status=422)
    return redirect("console:handover", number)


def _handover_of(staff: Staff, number: int) -> HandOver:
    return get_object_or_404(handover.handovers_visible_to(staff), pk=number)


def _shown(request: StaffRequest, found: HandOver, *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {
        "handover": found,
        "open": handover.open_things(found),
        "signed": found.items.order_by("pk"),
        "may_sign": found.successor_id == request.staff.pk and not found.ended_at,
        "may_end": found.begun_by_id == request.staff.pk and not found.ended_at,
        "wrong": wrong,
    }
    return page(request, "console/handovers/page.html", context, at="staff", status=status)


def _why_not(refused: errors.StaffRefused) -> str:
    match refused:
        case errors.NotOpen():
            return _("它已经不在他手里了，或者交接已经结束。")
        case errors.TakesTwo():
            return _("全部组织的管理员要两个人同意才能给，在同事那一页申请。")
        case errors.BeyondRights():
            return _("只有接手的人能签收；给出去的岗位也要在办交接的人管的范围里。")
    return _("没有签成，什么都没有改动。")
