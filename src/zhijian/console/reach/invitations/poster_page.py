"""The poster for the wall and ten cards for the pocket: two sheets of A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only, step_up
from zhijian.console.org.reach import member_to_keep, unit_to_keep
from zhijian.console.org.rights import may_keep_roster
from zhijian.console.org.roster_list import Row, rows_of
from zhijian.console.page import page
from zhijian.console.reach.invitations import reach
from zhijian.console.reach.invitations.codes_page import line_of, poster_address, quota_of
from zhijian.console.reach.invitations.words import day_of
from zhijian.console.sign_in.qr import qr_squares
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org import numbers
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries import SECRETARY, offices_on, path_of_unit, search_members
from zhijian.foundation.org.services import see_phone
from zhijian.foundation.staff.roles import KEEP_ROSTER
from zhijian.foundation.staff.roster import members_kept_by, scope_for
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.queries.invitations import accounts_serving, invitation_of_unit, plain_code_of
from zhijian.rooms.reach.services.inviting import LONGEST_LINE, gives_codes, name_helper, word_poster

CARDS: Final = 10
MOST_ACCOUNTS: Final = 20
MOST_OFFERED: Final = 30
# From so many signs on, a unit's name is set smaller, so that it stays whole.
LONG_NAME, LONGER_NAME = 8, 14


@dataclass(frozen=True, slots=True)
class Helper:
    """Whom the paper tells people to ask. `phone` is masked, unless the number was asked for."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on both sheets. `tells`: the code itself says whose it is; else one says the word."""

    above: str
    unit: str
    size: str
    account: str
    headline: Sequence[str]
    said: str
    qr: dict[str, object] | None
    picture: str
    tells: bool
    until: str
    helper: Helper | None

    @property
    def has_code(self) -> bool:
        return bool(self.qr or self.picture)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def poster(request: StaffRequest, number: int) -> HttpResponse:
    """Before there is a code: what making one means. POST: the two lines on top."""
    unit = unit_to_keep(request.staff, number)
    account = _account(request, unit)
    if account is None:
        return page(request, "console/reach/codes/begin.html", {"unit": unit, "account": None}, at="org")
    invitation = invitation_of_unit(unit, account)
    if invitation is None:
        gives = gives_codes(account)
        context = {
            "unit": unit,
            "account": account,
            "others": _others(unit, account),
            "gives_codes": gives,
            "quota": quota_of(account) if gives else "",
        }
        return page(request, "console/reach/codes/begin.html", context, at="org")
    if request.method == "POST":
        lines = [request.POST.get("first", "")[:40], request.POST.get("second", "")[:40]]
        word_poster(invitation, headline=lines, by=request.staff)
        return redirect(poster_address(unit, account))
    return _papers(request, unit, account, invitation)


@require_POST
@staff_only(may_keep_roster)
@step_up
def phone(request: StaffRequest, number: int) -> HttpResponse:
    """The same two sheets with the helper's whole number, for this one look; who looked is written down."""
    unit = unit_to_keep(request.staff, number)
    account = reach.account_for(unit, request.POST.get("account", ""))
    invitation = invitation_of_unit(unit, account)
    helper = _helper(unit, invitation) if invitation else None
    if invitation is None or helper is None:
        return redirect(poster_address(unit, account))
    shown = see_phone(member_to_keep(request.staff, helper.code), by=request.staff)
    return _papers(request, unit, account, invitation, shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_roster)
def helper(request: StaffRequest, number: int) -> HttpResponse:
    """Whom to call. Found among those whose roster he keeps; nobody's number is shown here."""
    unit = unit_to_keep(request.staff, number)
    asked = request.POST.get("account", "") or request.GET.get("account", "")
    account = reach.account_for(unit, asked) if asked else _account(request, unit)
    invitation = invitation_of_unit(unit, account) if account else None
    if account is None or invitation is None:
        return redirect("console:reach-poster", unit.pk)
    if request.method == "POST":
        code = request.POST.get("member", "")
        chosen = reach.helper_of(request.staff, code) if code else None
        name_helper(invitation, helper=chosen, by=request.staff)
        return redirect(poster_address(unit, account))
    word = request.GET.get("q", "").strip()[:60]
    found = _candidates(request, unit, word)
    rows: list[tuple[Row, str]] = [
        (row, member.code)
        for row, member in zip(rows_of(found, unit=unit, labels=[], word=word), found, strict=True)
    ]
    context = {
        "unit": unit,
        "account": account,
        "rows": rows,
        "word": word,
        "chosen": invitation.helper.code if invitation.helper else "",
        "back": poster_address(unit, account),
    }
    return page(request, "console/reach/codes/helper.html", context, at="org")


def _account(request: StaffRequest, unit: Unit) -> Account | None:
    """The one the address names; else the one nearest to the unit."""
    if slug := request.GET.get("account", "") or request.POST.get("account", ""):
        return reach.account_for(unit, slug)
    return accounts_serving(unit).first()


def _others(unit: Unit, account: Account) -> list[tuple[str, str]]:
    found = accounts_serving(unit).exclude(pk=account.pk)[:MOST_ACCOUNTS]
    return [(one.name, poster_address(unit, one)) for one in found]


def _papers(
    request: StaffRequest, unit: Unit, account: Account, invitation: Invitation, *, shown: str = ""
) -> HttpResponse:
    person = _helper(unit, invitation)
    context = {
        "unit": unit,
        "account": account,
        "others": _others(unit, account),
        "invitation": invitation,
        "line": line_of(invitation),
        "paper": paper_of(unit, account, invitation, helper=person, shown=shown),
        "cards": range(CARDS),
        "longest_line": LONGEST_LINE,
        "is_shown": bool(shown),
        "may_show": bool(person and person.phone.reveal() and reach.may_see_phone_of(request.staff, person)),
        "is_chosen": invitation.helper_id is not None,
    }
    return render(request, "console/reach/codes/poster.html", context)


def paper_of(
    unit: Unit, account: Account, invitation: Invitation, *, helper: Member | None, shown: str = ""
) -> Paper:
    above = path_of_unit(unit)[:-1]
    plain = plain_code_of(account) if invitation.kind == Kind.SPOKEN else None
    picture = (
        reverse("console:reach-plain-picture", args=[unit.pk, account.slug])
        if plain and not plain.url
        else ""
    )
    scanned = invitation.url if invitation.has_picture else plain.url if plain else ""
    return Paper(
        above=above[-1].called if above else "",
        unit=unit.name,
        size="longer" if len(unit.name) > LONGER_NAME else "long" if len(unit.name) > LONG_NAME else "",
        account=account.name,
        headline=_headline(unit, invitation),
        said=invitation.said,
        qr=qr_squares(scanned) if scanned else None,
        picture=picture,
        tells=invitation.has_picture,
        until=day_of(invitation) if invitation.has_picture else "",
        helper=_on_paper(helper, shown=shown),
    )


def _headline(unit: Unit, invitation: Invitation) -> list[str]:
    if invitation.headline:
        return invitation.headline.split("\n")[:2]
    whose = _("支部的事") if "支部" in f"{unit.name}{unit.kind}" else _("咱们的事")
    return [whose, _("手机上问得到")]


def _helper(unit: Unit, invitation: Invitation) -> Member | None:
    """Whoever was chosen; else the unit's secretary."""
    if invitation.helper:
        return invitation.helper
    held = offices_on(localdate(), units=[unit]).filter(title=SECRETARY, is_deputy=False).first()
    return held.member if held else None


def _on_paper(person: Member | None, *, shown: str) -> Helper | None:
    if person is None:
        return None
    plain = shown or person.phone.reveal()
    return Helper(person.name, shown or (numbers.masked_phone(plain) if plain else ""))


def _candidates(request: StaffRequest, unit: Unit, word: str) -> list[Member]:
    if word:
        return list(search_members(scope_for(request.staff, *KEEP_ROSTER), word)[:MOST_OFFERED])
    own = members_kept_by(request.staff).filter(unit=unit).order_by("name", "pk")
    return list(own[:MOST_OFFERED])
