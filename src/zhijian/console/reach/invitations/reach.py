"""Invitations, accounts and helpers, through the person asking."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import EDIT_ANSWERS, KEEP_ROSTER
from zhijian.foundation.staff.roster import members_kept_by, scope_for
from zhijian.foundation.staff.sight import accounts_for
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.queries.invitations import accounts_serving, invitations_within


def invitation_of(staff: Staff, number: int) -> Invitation:
    """Of a unit whose roster he keeps, or of a member there. Revoked ones are over."""
    found = invitations_within(scope_for(staff, *KEEP_ROSTER)).filter(revoked_at=None)
    return get_object_or_404(found, pk=number)


def account_for(unit: Unit, slug: str) -> Account:
    """Of the accounts that are there for this unit. Its name is public; nothing else of it is shown."""
    return get_object_or_404(accounts_serving(unit), slug=slug)


def account_to_word(staff: Staff, slug: str) -> Account:
    """Whose own code he may put up."""
    account = accounts_for(staff).filter(slug=slug).first()
    if account is None:
        raise Http404
    return account


def helper_of(staff: Staff, code: str) -> Member:
    return get_object_or_404(members_kept_by(staff), code=code)


def may_see_phone_of(staff: Staff, member: Member) -> bool:
    return staff.rights.reach(member.unit.path, *KEEP_ROSTER)


PUTS_PLAIN_CODES = EDIT_ANSWERS
