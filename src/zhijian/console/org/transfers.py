"""Transfers: asked for by one side, agreed to by both, or refused with a reason."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org import words
from zhijian.console.org.forms import RefusalForm, TransferForm
from zhijian.console.org.picker import Picker, picked
from zhijian.console.org.question import Question, ask
from zhijian.console.org.reach import (
    approves_at,
    member_to_keep,
    transfer_of,
    transfer_to_accept,
    transfer_to_refuse,
    transfer_to_release,
)
from zhijian.console.org.rights import may_approve_transfers, may_keep_roster, may_see_members
from zhijian.console.page import page
from zhijian.foundation.org import services
from zhijian.foundation.org.errors import OrgRefused
from zhijian.foundation.org.models import Member, Transfer, Unit
from zhijian.foundation.org.queries import transfers_over_since
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import SEE_MEMBERS
from zhijian.foundation.staff.roster import scope_for, transfers_visible_to

MOST: Final = 100
REMEMBERED: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: who said yes and when, or that it waits, and whether it waits for the one looking."""

    label: str
    said: str
    is_done: bool
    is_mine: bool
    address: str
    button: str
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    name: str
    born: str
    member_address: str
    asked: str
    why: str
    sides: tuple[Side, Side]
    may_refuse: bool


@require_safe
@staff_only(may_see_members)
def transfers(request: StaffRequest) -> HttpResponse:
    open_ones = list(transfers_visible_to(request.staff)[:MOST])
    over = transfers_over_since(scope_for(request.staff, *SEE_MEMBERS), since=now() - REMEMBERED)[:MOST]
    context = {
        "rows": [row(one, request.staff) for one in open_ones],
        "over": [(one, _over_said(one)) for one in over],
    }
    return page(request, "console/org/transfers.html", context, at="org")


@require_safe
@staff_only(may_see_members)
def transfer(request: StaffRequest, number: int) -> HttpResponse:
    return _transfer_page(request, transfer_of(request.staff, number))


def _transfer_page(request: StaffRequest, one: Transfer, *, wrong: str = "") -> HttpResponse:
    context = {"row": row(one, request.staff), "wrong": wrong}
    return page(request, "console/org/transfer.html", context, at="org", status=422 if wrong else 200)


def row(one: Transfer, staff: Staff) -> Row:
    out = _side(one, staff, "released", one.from_unit, _("转出：%(unit)s"), _("同意转出"), "release")
    into = _side(one, staff, "accepted", one.to_unit, _("转入：%(unit)s"), _("同意接收"), "acceptance")
    sees = staff.rights.reach(one.member.unit.path, *SEE_MEMBERS)
    return Row(
        number=one.pk,
        name=one.member.name,
        born=words.born(one.member),
        member_address=reverse("console:org-member", args=[one.member.code]) if sees else "",
        asked=_("%(who)s提出，%(when)s") % {"who": one.asked_by_name, "when": _when(one.asked_at)},
        why=one.why,
        sides=(out, replace(into, is_first=not out.is_mine)),
        may_refuse=approves_at(staff, one.from_unit) or approves_at(staff, one.to_unit),
    )


def _side(one: Transfer, staff: Staff, verb: str, unit: Unit, label: str, button: str, noun: str) -> Side:
    at, who = getattr(one, f"{verb}_at"), getattr(one, f"{verb}_by_name")
    is_mine = at is None and approves_at(staff, unit)
    if at is not None:
        said = _("%(who)s同意了，%(when)s") % {"who": who, "when": _when(at)}
    else:
        said = _("等您点头") if is_mine else _("等那边的书记或管理员点头")
    address = reverse(f"console:org-transfer-{noun}", args=[one.pk])
    return Side(label % {"unit": unit.name}, said, at is not None, is_mine, address, button)


def _when(moment: object) -> str:
    return date_format(localtime(moment), _("n月j日 H:i"))  # type: ignore[arg-type] # a moment of the row


def _over_said(one: Transfer) -> str:
    said = {"from": one.from_unit.called, "to": one.to_unit.called, "who": one.refused_by_name}
    if one.done_at:
        return _("从%(from)s转到%(to)s，办好了，%(when)s") % {**said, "when": _when(one.done_at)}
    said |= {"why": one.refused_why, "when": _when(one.refused_at)}
    return _("从%(from)s转到%(to)s，%(who)s没有同意：%(why)s（%(when)s）") % said


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def asking(request: StaffRequest, code: str) -> HttpResponse:
    """Where to, then why. A unit outside what he sees is named exactly, by code or full name."""
    member = member_to_keep(request.staff, code)
    given = request.POST if request.method == "POST" else request.GET
    named = given.get("named", "").strip()[:120]
    to = picked(given.get("to", ""), scope_for(request.staff)) or (_exactly(named) if named else None)
    if to is None or to == member.unit:
        wrong = ""
        if named:
            wrong = _("没有编号或全称正好是“%(named)s”的组织。问问对方，一个字也不能差。") % {"named": named}
        return _choose(request, member, named=named, wrong=wrong)
    form = TransferForm(request.POST or None)
    question = _question(member, to)
    if request.method != "POST":
        return ask(request, question, form=form)
    if not form.is_valid():
        return ask(request, question, form=form, status=422)
    try:
        services.ask_for_transfer(member, to=to, why=form.cleaned_data["why"], by=request.staff)
    except OrgRefused as refused:
        return ask(request, question, form=form, wrong=words.refusal(refused), status=422)
    return redirect("console:org-transfers")


def _exactly(named: str) -> Unit | None:
    """Who knows a unit's code or its whole name learns only that it is there."""
    by_code = Unit.objects.filter(closed_on=None, code=named).first()
    by_name = list(Unit.objects.filter(closed_on=None, name=named)[:2])
    return by_code or (by_name[0] if len(by_name) == 1 else None)


def _choose(request: StaffRequest, member: Member, *, named: str, wrong: str) -> HttpResponse:
    picker = Picker.read(
        request.GET,
        scope=scope_for(request.staff),
        param="to",
        action=reverse("console:org-transfer-asking", args=[member.code]),
    )
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked.html", {"picker": picker})
    context = {
        "picker": picker,
        "title": _("转到哪里"),
        "says": _("现在在：%(path)s")
        % {"path": " › ".join(filter(None, (words.path_in_words(member.unit), member.unit.called)))},
        "subject": member.name,
        "back": reverse("console:org-member", args=[member.code]),
        "asks_for_name": True,
        "named": named,
        "wrong": wrong,
    }
    return page(request, "console/org/pick.html", context, at="org", status=422 if wrong else 200)


def _question(member: Member, to: Unit) -> Question:
    said = {"name": member.name, "from": member.unit.name, "to": to.name}
    return Question(
        title=_("转接组织关系"),
        asks=_("把%(name)s转到“%(to)s”？") % said,
        path=_("现在在：%(from)s") % said,
        happens=[
            _("“%(from)s”和“%(to)s”各要有一位书记或管理员点头，两边都同意了才转。") % said,
            _("两边的“今日”里各会出现一件事。"),
            _("转过去的那天，他在“%(from)s”的职务到期。") % said,
        ],
        kept=[
            _("没转成以前，他还在“%(from)s”，一切照旧。") % said,
            _("转走以后，他在“%(from)s”的日子记着。") % said,
        ],
        button=_("提出转接"),
        back=reverse("console:org-member", args=[member.code]),
        hidden={"to": str(to.pk), "named": to.code},
    )


@require_POST
@staff_only(may_approve_transfers)
def release(request: StaffRequest, number: int) -> HttpResponse:
    """The unit he leaves agrees."""
    one = transfer_to_release(request.staff, number)
    try:
        services.release(one, by=request.staff)
    except OrgRefused as refused:
        return _transfer_page(request, one, wrong=words.refusal(refused))
    return redirect("console:org-transfers")


@require_POST
@staff_only(may_approve_transfers)
def acceptance(request: StaffRequest, number: int) -> HttpResponse:
    """The unit he joins agrees."""
    one = transfer_to_accept(request.staff, number)
    try:
        services.accept(one, by=request.staff)
    except OrgRefused as refused:
        return _transfer_page(request, one, wrong=words.refusal(refused))
    return redirect("console:org-transfers")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_approve_transfers)
def refusal(request: StaffRequest, number: int) -> HttpResponse:
    one = transfer_to_refuse(request.staff, number)
    form = RefusalForm(request.POST or None)
    said = {"name": one.member.name, "from": one.from_unit.name, "to": one.to_unit.name}
    question = Question(
        title=_("不同意转接"),
        asks=_("%(name)s不转到“%(to)s”？") % said,
        path=_("从“%(from)s”转到“%(to)s”") % said,
        happens=[_("这一次转接到此为止，两边都看得到您写的原因。")],
        kept=[_("他还在“%(from)s”，一切照旧；以后可以再提。") % said],
        button=_("不同意"),
        back=reverse("console:org-transfer", args=[one.pk]),
    )
    if request.method != "POST":
        return ask(request, question, form=form)
    if not form.is_valid():
        return ask(request, question, form=form, status=422)
    try:
        services.refuse(one, why=form.cleaned_data["why"], by=request.staff)
    except OrgRefused as refused:
        return ask(request, question, form=form, wrong=words.refusal(refused), status=422)
    return redirect("console:org-transfers")
