"""Entering an account, writing down what is known of it, and saying who administers it."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.org.picker import Picker, picked
from zhijian.console.org.roster_list import rows_of as member_rows
from zhijian.console.org.words import path_in_words
from zhijian.console.page import page
from zhijian.console.register import fetching, words
from zhijian.console.register.entry_page import entry_page, phone_piece
from zhijian.console.register.forms import (
    PROPOSED,
    AdministratorForm,
    NewForm,
    ParticularsForm,
    known_word,
)
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.queries import search_members
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.queries import holders_over
from zhijian.foundation.staff.roles import SEE_MEMBERS
from zhijian.foundation.staff.roster import members_visible_to
from zhijian.rooms.reach.errors import ReachRefused
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.queries.register import beside
from zhijian.rooms.reach.register_permissions import (
    KEEP_REGISTER,
    SEE_REGISTER,
    may_keep_register,
    may_see_register,
)
from zhijian.rooms.reach.services import register as services

MOST_OFFERED: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_see_register)
def new(request: StaffRequest) -> HttpResponse:
    """Whose first, then what. A secretary may say that one is wanted; the rest is for those who keep it."""
    scope = request.staff.rights.scope(*SEE_REGISTER)
    given = request.POST.get("unit", "") or request.GET.get("unit", "")
    unit = picked(given, scope)
    if unit is None:
        picker = Picker.read(request.GET, scope=scope, param="unit", action=reverse("console:register-new"))
        if request.headers.get("HX-Target") == "picked":
            return render(request, "console/org/_picked.html", {"picker": picker})
        context = {
            "picker": picker,
            "title": _("哪个组织的号"),
            "says": _("先选归谁；选了再写别的。"),
            "subject": "",
            "back": reverse("console:register"),
        }
        return page(request, "console/org/pick.html", context, at="account")
    keeps = request.staff.rights.reach(unit.path, *KEEP_REGISTER)
    begins = request.GET.get("as", "") or ("running" if keeps else PROPOSED)
    form, wrong = NewForm(request.POST or None, initial={"as_what": begins}), ""
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if values["as_what"] != PROPOSED and not keeps:
            raise PermissionDenied
        try:
            made = _make(values, unit=unit, by=request.staff)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:register-entry", made.key)
    context = {
        "form": form,
        "unit": unit,
        "path": path_in_words(unit),
        "keeps": keeps,
        "beside": beside(Entry(unit=unit)),
        "wrong": wrong,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/register/new.html", context, at="account", status=status)


def _make(values: dict[str, str], *, unit: object, by: Staff) -> Entry:
    given = {"name": values["name"], "unit": unit, "kind": values["kind"], "by": by}
    if values["as_what"] == PROPOSED:
        return services.propose_account(
            **given,  # type: ignore[arg-type] # as the form has them
            needed_for=values["needed_for"],
            answered_by=values["answered_by"],
        )
    return services.enter_account(**given, stage=values["as_what"])  # type: ignore[arg-type] # as above


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_register)
def particulars(request: StaffRequest, key: str) -> HttpResponse:
    entry = fetching.entry_to_keep(request.staff, key)
    form = ParticularsForm(
        request.POST or None,
        initial=_on_file(entry),
        keepers=_keepers(entry),
        is_connected=entry.account is not None,
    )
    wrong = ""
    if request.method == "POST" and form.is_valid():
        try:
            services.describe_account(
                entry, by=request.staff, seen_version=_seen_version(request), **form.values()
            )
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:register-entry", entry.key)
    context = {
        "entry": entry,
        "form": form,
        "wrong": wrong,
        "title": _("改台账"),
        "hidden": {"version": str(entry.version)},
        "says": _("名称、种类和认证日期在“公众号 › 怎么接的”里改。") if entry.account else "",
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/register/form.html", context, at="account", status=status)


def _seen_version(request: StaffRequest) -> int | None:
    """What the form was made from; a form without it changes what it finds."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def _on_file(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "verified_until": entry.verified_until,
        "verified_as": entry.verified_as,
        "filing": entry.filing,
        "has_mailbox": known_word(entry.has_mailbox),
        "has_mobile": known_word(entry.has_mobile),
        "keeper": entry.keeper_id,
        "answered_by": entry.answered_by,
        "needed_for": entry.needed_for,
    }


def _keepers(entry: Entry) -> QuerySet[Staff]:
    """Who keeps the register there, and whoever has it now."""
    found = holders_over(entry.path, *KEEP_REGISTER)
    return found | Staff.objects.filter(pk=entry.keeper_id or 0)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_register)
def administrator(request: StaffRequest, key: str) -> HttpResponse:
    """Somebody of the roster, found by name; or a name one types."""
    entry = fetching.entry_to_keep(request.staff, key)
    here = reverse("console:register-administrator", args=[entry.key])
    word = request.GET.get("q", "").strip()[:60]
    found = search_members(request.staff.rights.scope(*SEE_MEMBERS), word)[:MOST_OFFERED] if word else []
    members = list(found)
    context: dict[str, object] = {
        "entry": entry,
        "word": word,
        "action": here,
        "rows": [
            (row, f"{here}?member={member.code}")
            for row, member in zip(
                member_rows(members, unit=entry.owner, labels=[], word=word) if entry.owner else [],
                members,
                strict=False,
            )
        ],
    }
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked_members.html", context)
    member = _member(request, entry)
    form = AdministratorForm(
        request.POST or None,
        initial={"name": entry.administrator_name, "office": entry.administrator_office},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.name_administrator(
                entry,
                member=member,
                name=form.cleaned_data["name"],
                office=form.cleaned_data["office"],
                phone=form.cleaned_data["phone"],
                forgets_phone="forget" in request.POST,
                by=request.staff,
            )
        except ReachRefused as refused:
            form.add_error("phone" if form.cleaned_data["phone"] else "name", words.refusal(refused))
        else:
            return redirect("console:register-entry", entry.key)
    context |= {"form": form, "member": member, "has_phone": bool(entry.phone_digest)}
    status = 422 if request.method == "POST" else 200
    return page(request, "console/register/administrator.html", context, at="account", status=status)


def _member(request: StaffRequest, entry: Entry) -> Member | None:
    """Whom the address or the form names, among those he sees; the one on file where nothing is said."""
    code = request.POST.get("member", "") if request.method == "POST" else request.GET.get("member")
    if code is None:
        return entry.administrator
    return members_visible_to(request.staff).filter(code=code).first() if code else None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_register)
@step_up
def phone(request: StaffRequest, key: str) -> HttpResponse:
    """POST opens the number and writes down who looked; GET is how it is put behind its mask again."""
    entry = fetching.entry_to_keep(request.staff, key)
    shown = services.see_phone(entry, by=request.staff) if request.method == "POST" else ""
    if request.headers.get("HX-Request") == "true":
        return phone_piece(request, entry, shown=shown)
    return entry_page(request, entry, shown=shown)
