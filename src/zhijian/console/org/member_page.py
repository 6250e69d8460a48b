"""A member: what is known of him, masked where it is sealed; offices, labels, where he was."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.care.on_member import reached
from zhijian.console.org import words
from zhijian.console.org.chairs import Holder, holder
from zhijian.console.org.reach import keeps_roster_of, member_of, member_to_keep
from zhijian.console.org.rights import may_keep_roster, may_see_members
from zhijian.console.page import page
from zhijian.foundation.org import numbers, services
from zhijian.foundation.org.models import Member, Office, Transfer
from zhijian.foundation.org.queries import labels_by_name, namesakes_of
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roster import scope_for

PHONE, ID_NUMBER = "phone", "id-number"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A number behind its mask; `shown` only in the answer to 显示, for a moment."""

    name: str
    label: str
    mask: str
    address: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    title: str
    unit: str
    held: Holder
    is_over: bool
    is_kept: bool


@require_safe
@staff_only(may_see_members)
def member(request: StaffRequest, code: str) -> HttpResponse:
    return member_page(request, member_of(request.staff, code))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
@step_up
def number(request: StaffRequest, code: str, name: str) -> HttpResponse:
    """POST opens the number and writes down who looked; GET is how it is put behind its mask again."""
    person = member_to_keep(request.staff, code)
    shown = ""
    if request.method == "POST":
        open_it = services.see_phone if name == PHONE else services.see_id_number
        shown = open_it(person, by=request.staff)
    sealed = sealed_of(person, name, shown=shown)
    if request.headers.get("HX-Request") == "true":
        return render(request, "console/org/_sealed.html", {"sealed": sealed, "keeps": True})
    return member_page(request, person, opened=sealed)


def member_page(request: StaffRequest, person: Member, *, opened: Sealed | None = None) -> HttpResponse:
    staff, labels = request.staff, labels_by_name().values()
    keeps = keeps_roster_of(staff, person.unit)
    sealed = [sealed_of(person, name) for name in (PHONE, ID_NUMBER)]
    terms = [_term(staff, office) for office in _offices(person)]
    context = {
        "member": person,
        "path": " › ".join(filter(None, (words.path_in_words(person.unit), person.unit.called))),
        "unit_address": reverse("console:org-unit", args=[person.unit_id]),
        "state": words.state(person),
        "is_active": person.state == MemberState.ACTIVE,
        "sealed": [opened if opened and one.name == opened.name else one for one in sealed],
        "namesakes": [
            (words.born(other) or other.code, reverse("console:org-member", args=[other.code]))
            for other in namesakes_of(person)
        ],
        "terms": [term for term in terms if not term.is_over],
        "former_terms": [term for term in terms if term.is_over],
        "worn": [label.name for label in labels if person.labels & label.mask],
        "been": _been(staff, person),
        "stays": [
            (stay, words.day_in_words(stay.until_day), scope_for(staff).holds(stay.unit.path))
            for stay in person.stays.filter(until_day__gte=localdate()).select_related("unit")
        ],
        "transfer": Transfer.objects.filter(member=person, done_at=None, refused_at=None).first(),
        "keeps": keeps,
        "reached": reached(person),
    }
    return page(request, "console/org/member.html", context, at="org")


def sealed_of(person: Member, name: str, *, shown: str = "") -> Sealed:
    """One of his numbers behind its mask; opened only to make the mask."""
    field = person.phone if name == PHONE else person.id_number
    plain = field.reveal()
    mask = (numbers.masked_phone if name == PHONE else numbers.masked_id_number)(plain) if plain else ""
    address = reverse("console:org-member-number", args=[person.code, name])
    return Sealed(name, _("电话") if name == PHONE else _("身份证号"), mask, address, shown)


def _offices(person: Member) -> Sequence[Office]:
    return list(person.offices.select_related("unit", "member").order_by("-from_day", "-pk"))


def _term(staff: Staff, office: Office) -> Term:
    title = _("副%(title)s") % {"title": office.title} if office.is_deputy else office.title
    is_over = office.until_day is not None and office.until_day < localdate()
    return Term(title, office.unit.called, holder(office), is_over, keeps_roster_of(staff, office.unit))


def _been(staff: Staff, person: Member) -> list[tuple[str, str, str]]:
    """Which unit, from when until when, and where it is, if he may go there."""
    scope, found = scope_for(staff), []
    for one in person.memberships.select_related("unit").order_by("-from_day", "-pk"):
        days = {"from": words.day_in_words(one.from_day)}
        if one.until_day:
            said = _("%(from)s 到 %(until)s") % {**days, "until": words.day_in_words(one.until_day)}
        else:
            said = _("%(from)s 起") % days
        address = reverse("console:org-unit", args=[one.unit_id]) if scope.holds(one.unit.path) else ""
        found.append((one.unit.name, said, address))
    return found
