"""Accounts, through the person asking.

An account belongs to a unit; who holds a role on that unit, or on one above it, holds it on the account. An
account of no unit is the whole house's: only a role on the whole house reaches it.
"""

from django.db.models import QuerySet

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role


def accounts_visible_to(staff: Staff) -> QuerySet[Account]:
    """Those he has anything to do with at all, in whatever role."""
    return accounts_for(staff)


def accounts_for(staff: Staff, *roles: Role, with_closed: bool = False) -> QuerySet[Account]:
    """Where he holds at least one of `roles` today; without any named, where he holds any."""
    found = Account.objects.select_related("unit").filter(staff.rights.scope(*roles).q("unit__path"))
    return (found if with_closed else found.filter(closed_at=None)).order_by("name", "id")


def holds_on(staff: Staff, account: Account, *roles: Role) -> bool:
    """Whether one of `roles` reaches this very account."""
    return staff.rights.reach(account.unit.path if account.unit else "", *roles)
