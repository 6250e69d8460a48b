"""Fetching and permission in one act: an item or an account, through the person asking."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.console.access import StaffRequest
from zhijian.console.account_reach import account_for
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import library_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_library


def account_to_write_for(request: StaffRequest) -> Account:
    """The account the page is about: the one the form names, else the one chosen."""
    if slug := request.POST.get("account", ""):
        return account_for(request.staff, slug, may_edit_library)
    if request.account is None:
        raise Http404
    return request.account


def item_to_edit(staff: Staff, code: str) -> Item:
    """Who may not edit an item does not find it either."""
    return get_object_or_404(library_visible_to(staff).select_related("account", "cover"), code=code)
