"""A unit's codes: one an account, what each brought, and whose own codes there are."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.org.reach import unit_to_keep
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.org.roster_list import rows_of
from zhijian.console.org.words import path_in_words
from zhijian.console.page import page
from zhijian.console.reach.invitations import reach, words
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.paths import end_of
from zhijian.foundation.org.queries import search_members
from zhijian.foundation.staff.roles import KEEP_ROSTER
from zhijian.foundation.staff.roster import members_kept_by, scope_for
from zhijian.foundation.staff.sight import holds_on
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.queries.invitations import (
    accounts_serving,
    counts_of,
    invitations_of,
    permanent_of,
    personal_of,
)
from zhijian.rooms.reach.refusals import InvitationRefused
from zhijian.rooms.reach.services.inviting import MOST_PERMANENT, gives_codes, invite_unit

MOST_ACCOUNTS: Final = 20
MOST_PERSONAL: Final = 100
MOST_REVOKED: Final = 20
MOST_OFFERED: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One code as the page shows it; a personal one has no numbers."""

    invitation: Invitation
    standing: str
    colour: str
    trouble: str
    counted: str = ""
    against_its_past: str = ""

    @property
    def may_renew(self) -> bool:
        one = self.invitation
        refused = one.errcode is not None and not one.has_picture and one.kind != Kind.SPOKEN
        return one.kind == Kind.TEMPORARY or refused

    @property
    def may_get(self) -> str:
        """The kind of picture to ask for, where there is only a word and WeChat would give more by now."""
        one = self.invitation
        if one.kind != Kind.SPOKEN or not gives_codes(one.account):
            return ""
        return Kind.TEMPORARY if one.is_personal else Kind.PERMANENT


@dataclass(frozen=True, slots=True)
class Offer:
    """An account the unit may invite to: its code there, or what making one means."""

    account: Account
    line: Line | None
    gives_codes: bool
    quota: str
    may_put_plain_code: bool


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def codes(request: StaffRequest, number: int) -> HttpResponse:
    """POST makes the unit's code at one account; the page it leads to shows how far it is."""
    unit = unit_to_keep(request.staff, number)
    if request.method != "POST":
        return _page(request, unit)
    account = reach.account_for(unit, request.POST.get("account", ""))
    given = request.POST.get("kind", "")
    try:
        invite_unit(
            unit, account=account, kind=Kind(given) if given in Kind.values else None, by=request.staff
        )
    except InvitationRefused as refused:
        return _page(request, unit, wrong=words.refusal(refused))
    if request.POST.get("then") == "poster":
        return redirect(poster_address(unit, account))
    return redirect("console:reach-codes", unit.pk)


@require_safe
@staff_only(may_keep_roster)
def whom(request: StaffRequest, number: int) -> HttpResponse:
    """For whom of the unit a personal code is to be made."""
    unit = unit_to_keep(request.staff, number)
    word = request.GET.get("q", "").strip()[:60]
    within = {"unit__path__gte": unit.path, "unit__path__lt": end_of(unit.path)}
    if word:
        found = search_members(scope_for(request.staff, *KEEP_ROSTER), word).filter(**within)
    else:
        found = members_kept_by(request.staff).filter(**within).order_by("unit__path", "name", "pk")
    members = list(found[:MOST_OFFERED])
    rows = rows_of(members, unit=unit, labels=[], word=word)
    addresses = [reverse("console:reach-member-code", args=[member.code]) for member in members]
    context = {
        "unit": unit,
        "heading": _("给谁做邀请码"),
        "says": _("他扫了自己的码来，这里就知道请到了谁；他再写一下名字，才算绑定。"),
        "action": reverse("console:reach-whom", args=[unit.pk]),
        "title": "",
        "word": word,
        "rows": list(zip(rows, addresses, strict=True)),
    }
    if request.headers.get("HX-Target") == "picked":
        return render(request, "console/org/_picked_members.html", context)
    return page(request, "console/org/pick_member.html", context, at="org")


def line_of(invitation: Invitation) -> Line:
    """Without its numbers."""
    standing, colour = words.standing(invitation)
    return Line(invitation, standing, colour, words.trouble(invitation))


def poster_address(unit: Unit, account: Account) -> str:
    return f"{reverse('console:reach-poster', args=[unit.pk])}?{urlencode({'account': account.slug})}"


def quota_of(account: Account) -> str:
    return _("永久码 %(used)s / %(most)s") % {
        "used": f"{permanent_of(account):,}",
        "most": f"{MOST_PERMANENT:,}",
    }


def _page(request: StaffRequest, unit: Unit, *, wrong: str = "") -> HttpResponse:
    own = list(invitations_of(unit)[: MOST_ACCOUNTS + MOST_REVOKED])
    counts = counts_of(own)
    lines = {}
    for one in own:
        standing, colour = words.standing(one)
        numbers = counts[one.pk]
        lines[one.pk] = Line(
            one,
            standing,
            colour,
            words.trouble(one),
            words.counted(numbers, one),
            words.against_its_past(numbers, one),
        )
    living = {line.invitation.account_id: line for line in lines.values() if not line.invitation.revoked_at}
    offers = [
        _offer(request, account, living.get(account.pk)) for account in accounts_serving(unit)[:MOST_ACCOUNTS]
    ]
    personal = list(personal_of(unit)[: MOST_PERSONAL + 1])
    context = {
        "unit": unit,
        "path": path_in_words(unit),
        "offers": offers,
        "personal": [line_of(one) for one in personal[:MOST_PERSONAL]],
        "has_more": len(personal) > MOST_PERSONAL,
        "revoked": [line for line in lines.values() if line.invitation.revoked_at],
        "wrong": wrong,
    }
    return page(request, "console/reach/codes/codes.html", context, at="org", status=422 if wrong else 200)


def _offer(request: StaffRequest, account: Account, line: Line | None) -> Offer:
    gives = gives_codes(account)
    return Offer(
        account,
        line,
        gives,
        quota_of(account) if gives else "",
        not gives and holds_on(request.staff, account, *reach.PUTS_PLAIN_CODES),
    )
