"""Fetching and permission in one act: an item or an account, through the person asking."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.console.access import StaffRequest
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import accounts_visible_to
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import library_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_library


def account_to_write_for(request: StaffRequest) -> Account:
    """The account the page is about: the one the form names, else the one chosen."""
    if slug := request.POST.get("account", ""):
        return get_object_or_404(accounts_visible_to(request.staff), slug=slug)
    if request.account is None:
        raise Http404
    return request.account


def item_to_edit(staff: Staff, code: str) -> Item:
    item = get_object_or_404(library_visible_to(staff).select_related("account", "cover"), code=code)
    if not may_edit_library(staff):
        raise PermissionDenied
    return item
