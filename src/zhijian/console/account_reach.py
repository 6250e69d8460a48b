"""An account through the person asking: fetching and permission in one act, for every room."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import May
from zhijian.foundation.staff.sight import accounts_visible_to


def account_for(staff: Staff, slug: str, may: May) -> Account:
    """404 where he has nothing to do with it; 403 where he has, but may not do this."""
    account = get_object_or_404(accounts_visible_to(staff), slug=slug)
    if not may.on(staff, account):
        raise PermissionDenied
    return account
