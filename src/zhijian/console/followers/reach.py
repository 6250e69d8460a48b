"""Followers, through the person asking."""

from typing import Final

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Binding, Pause, Tag
from zhijian.foundation.followers.queries import bindings_within
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import May
from zhijian.foundation.staff.roles import KEEP_ROSTER, MANAGE_ACCOUNTS, SEE_MEMBERS
from zhijian.foundation.staff.roster import scope_for
from zhijian.foundation.staff.sight import accounts_for

may_see_bound: Final = May(SEE_MEMBERS)
may_keep_bound: Final = May(KEEP_ROSTER)


def bindings_visible_to(staff: Staff) -> QuerySet[Binding]:
    """Of members whose names he may read, at whatever account."""
    return bindings_within(scope_for(staff, *SEE_MEMBERS))


def binding_to_undo(staff: Staff, number: int) -> Binding:
    return get_object_or_404(bindings_within(scope_kept_by(staff)), pk=number)


def scope_kept_by(staff: Staff) -> Scope:
    return scope_for(staff, *KEEP_ROSTER)


def accounts_managed_by(staff: Staff) -> QuerySet[Account]:
    return accounts_for(staff, *MANAGE_ACCOUNTS)


def pause_to_lift(staff: Staff, number: int) -> Pause:
    return get_object_or_404(Pause.objects.filter(account__in=accounts_managed_by(staff)), pk=number)


def tag_to_return(staff: Staff, number: int) -> Tag:
    return get_object_or_404(Tag.objects.filter(account__in=accounts_managed_by(staff)), pk=number)
