"""What happens to a member: offices, labels, stays, going and coming back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import words
from zhijian.console.org.forms import DepartureForm, EndForm, OfficeForm, StayForm
from zhijian.console.org.picker import Picker, picked
from zhijian.console.org.question import Question, ask
from zhijian.console.org.reach import (
    member_of,
    member_to_keep,
    office_to_keep,
    stay_to_keep,
    unit_to_keep,
)
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.org.roster_list import rows_of
from zhijian.console.page import page
from zhijian.foundation.org import services
from zhijian.foundation.org.errors import OrgRefused
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.paths import end_of
from zhijian.foundation.org.queries import labels_by_name, search_members
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.staff.roles import KEEP_ROSTER, SEE_MEMBERS
from zhijian.foundation.staff.roster import members_visible_to, scope_for

MOST_OFFERED = 30


# --- Whom: a member for a unit's office, or for a stay in it -------------------------------------


@require_safe
@staff_only(may_keep_roster)
def chair(request: StaffRequest, number: int) -> HttpResponse:
    """Who is to hold an office of this unit: its own members first, or anybody he may see."""
    unit = unit_to_keep(request.staff, number)
    title = request.GET.get("title", "")[:30]
    return _choose_member(
        request,
        unit,
        heading=_("谁来担任%(title)s") % {"title": title} if title else _("谁来担任"),
        says=_("先列本组织的成员；上级、别处来兼任的，写名字找。"),
        action=reverse("console:org-chair", args=[unit.pk]),
        leads_to=lambda member: (
            f"{reverse('console:org-office-new', args=[member.code])}?unit={unit.pk}&title={title}"
        ),
        is_ours=True,
        title=title,
    )


@require_safe
@staff_only(may_keep_roster)
def guest(request: StaffRequest, number: int) -> HttpResponse:
    """Who comes for a while: anybody he may see who does not belong here."""
    unit = unit_to_keep(request.staff, number)
    return _choose_member(
        request,
        unit,
        heading=_("接谁来"),
        says=_("写名字找。找不到，请他原来的支部在那边登记。"),
        action=reverse("console:org-guest", args=[unit.pk]),
        leads_to=lambda member: f"{reverse('console:org-stay-new', args=[member.code])}?unit={unit.pk}",
        is_ours=False,
    )


def _choose_member(
    request: StaffRequest,
    unit: Unit,
    *,
    heading: str,
    says: str,
    action: str,
    leads_to: Callable[[Member], str],
    is_ours: bool,
    title: str = "",
) -> HttpResponse:
    word = request.GET.get("q", "").strip()[:60]
    if word:
        found = search_members(scope_for(request.staff, *SEE_MEMBERS), word)
        found = found if is_ours else found.exclude(unit=unit)
    elif is_ours:
        within = {"unit__path__gte": unit.path, "unit__path__lt": end_of(unit.path)}
        found = members_visible_to(request.staff).filter(**within).order_by("unit__path", "name", "pk")
    else:
        found = Member.objects.none()
    members = list(found[:MOST_OFFERED])
    rows = rows_of(members, unit=unit, labels=[], word=word)
    context = {
        "unit": unit,
        "heading": heading,
        "says": says,
        "action": action,
        "title": title,
        "word": word,
        "rows": [(row, leads_to(member)) for row, member in zip(rows, members, strict=True)],
    }
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked_members.html", context)
    return page(request, "console/org/pick_member.html", context, at="org")


# --- Offices -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def office_new(request: StaffRequest, code: str) -> HttpResponse:
    """In his own unit, unless the address names another whose roster is kept by the one asking."""
    member = member_of(request.staff, code)
    scope = scope_for(request.staff, *KEEP_ROSTER)
    unit = picked(_given(request, "unit"), scope)
    if unit is None:
        if request.GET.get("elsewhere") or not scope.holds(member.unit.path):
            here = reverse("console:org-office-new", args=[code])
            return _choose_unit(request, member, here, _("在哪个组织任职"), extra={"elsewhere": "1"})
        unit = member.unit
    title = request.GET.get("title", "")[:30]
    form = OfficeForm(request.POST or None, initial={"title": title})
    wrong = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.appoint(
                member,
                unit=unit,
                title=given["title"],
                is_deputy=given["is_deputy"],
                from_day=given["from_day"],
                until_day=given["until_day"],
                by=request.staff,
            )
        except OrgRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:org-member", member.code)
    context = {
        "member": member,
        "unit": unit,
        "unit_path": " › ".join(filter(None, (words.path_in_words(unit), unit.called))),
        "form": form,
        "titles": form.titles,
        "wrong": wrong,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/org/office_form.html", context, at="org", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def office_ending(request: StaffRequest, number: int) -> HttpResponse:
    office = office_to_keep(request.staff, number)
    form = EndForm(request.POST or None)
    said = {"name": office.member.name, "unit": office.unit.called, "title": office.title}
    question = Question(
        title=_("卸任"),
        asks=_("%(name)s不再担任%(unit)s的%(title)s？") % said,
        path=words.term(office),
        happens=[
            _("那天是他的最后一天，第二天起这个职务就空着，等您登记下一位。"),
            _("他在后台的岗位不会跟着停，要停请到“同事”里。"),
        ],
        kept=[_("他做过、从哪天到哪天，都留着。"), _("他还是这里的成员。")],
        button=_("卸任"),
        back=reverse("console:org-unit", args=[office.unit_id]),
    )
    if request.method != "POST":
        return ask(request, question, form=form)
    if not form.is_valid():
        return ask(request, question, form=form, status=422)
    try:
        services.end_office(office, by=request.staff, on=form.cleaned_data["on"])
    except OrgRefused:
        wrong = _("这一天早过他上任的那天。")
        return ask(request, question, form=form, wrong=wrong, status=422)
    return redirect("console:org-unit", office.unit_id)


# --- Labels ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def worn(request: StaffRequest, code: str) -> HttpResponse:
    """All labels with a tick each; what changed is put on or taken off."""
    member = member_to_keep(request.staff, code)
    labels = list(labels_by_name().values())
    if request.method == "POST":
        chosen = set(request.POST.getlist("label"))
        for label in labels:
            wears, should = bool(member.labels & label.mask), str(label.pk) in chosen
            if should and not wears:
                services.label_members([member], label=label, by=request.staff)
            elif wears and not should:
                services.unlabel_members([member], label=label, by=request.staff)
        return redirect("console:org-member", member.code)
    context = {"member": member, "labels": [(label, bool(member.labels & label.mask)) for label in labels]}
    return page(request, "console/org/worn.html", context, at="org")


# --- Stays -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def stay_new(request: StaffRequest, code: str) -> HttpResponse:
    """Where for a while, then until when."""
    member = member_of(request.staff, code)
    scope = scope_for(request.staff, *KEEP_ROSTER)
    unit = picked(_given(request, "unit"), scope)
    if unit is None or unit == member.unit:
        return _choose_unit(
            request, member, reverse("console:org-stay-new", args=[code]), _("到哪个组织过组织生活")
        )
    form, wrong = StayForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.receive_guest(
                member,
                unit=unit,
                until_day=given["until_day"],
                from_day=given["from_day"],
                why=given["why"],
                by=request.staff,
            )
        except OrgRefused:
            form.add_error("until_day", _("结束的日子早过开始的日子。"))
        else:
            return redirect("console:org-member", member.code)
    context = {
        "member": member,
        "unit": unit,
        "unit_path": " › ".join(filter(None, (words.path_in_words(unit), unit.called))),
        "form": form,
        "wrong": wrong,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/org/stay_form.html", context, at="org", status=status)


@require_POST
@staff_only(may_keep_roster)
def stay_ending(request: StaffRequest, number: int) -> HttpResponse:
    stay = stay_to_keep(request.staff, number)
    services.end_stay(stay, by=request.staff)
    return redirect("console:org-unit", stay.unit_id)


def _given(request: StaffRequest, name: str) -> str:
    """The form carries on what the address said."""
    return request.POST.get(name, "") or request.GET.get(name, "")


def _choose_unit(
    request: StaffRequest, member: Member, action: str, title: str, *, extra: dict[str, str] | None = None
) -> HttpResponse:
    picker = Picker.read(
        request.GET, scope=scope_for(request.staff, *KEEP_ROSTER), param="unit", action=action, kept=extra
    )
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked.html", {"picker": picker})
    back = reverse("console:org-member", args=[member.code])
    context = {"picker": picker, "title": title, "says": "", "subject": member.name, "back": back}
    return page(request, "console/org/pick.html", context, at="org")


# --- Going, and coming back ----------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def departure(request: StaffRequest, code: str) -> HttpResponse:
    member = member_to_keep(request.staff, code)
    form, wrong = DepartureForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.note_departure(
                member, state=MemberState(given["state"]), by=request.staff, on=given["on"]
            )
        except OrgRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:org-member", member.code)
    held = member.offices.filter(until_day=None) | member.offices.filter(until_day__gt=localdate())
    context = {"member": member, "form": form, "wrong": wrong, "held": held.select_related("unit")}
    status = 422 if request.method == "POST" else 200
    return page(request, "console/org/departure.html", context, at="org", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def homecoming(request: StaffRequest, code: str) -> HttpResponse:
    """It was a mistake, or he came back."""
    member = member_to_keep(request.staff, code)
    question = Question(
        title=_("回到名册"),
        asks=_("%(name)s回到%(unit)s的名册？") % {"name": member.name, "unit": member.unit.called},
        path=words.state(member),
        happens=[
            _("从今天起又算在%(unit)s的人数里，也收得到发给大家的东西。") % {"unit": member.unit.called}
        ],
        kept=[_("离开的那段日子照样记着。原来的职务不会自己恢复，要的话再登记。")],
        button=_("回来"),
        back=reverse("console:org-member", args=[member.code]),
    )
    if request.method != "POST":
        return ask(request, question)
    try:
        services.take_back_departure(member, by=request.staff)
    except OrgRefused as refused:
        return ask(request, question, wrong=words.refusal(refused), status=422)
    return redirect("console:org-member", member.code)
