"""Switching accounts, and what in the hand stands behind 更多."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import CHOSEN_ACCOUNT, StaffRequest, staff_only
from zhijian.console.page import page
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts
from zhijian.foundation.staff.sight import accounts_for, accounts_visible_to
from zhijian.rooms.reach.register_permissions import may_see_register


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def accounts(request: StaffRequest) -> HttpResponse:
    """Each with what this person may do there: he may manage one, write for another, and only see a third."""
    visible = accounts_visible_to(request.staff)
    if request.method == "POST":
        request.session[CHOSEN_ACCOUNT] = get_object_or_404(
            visible, slug=request.POST.get("account", "")
        ).slug
        return redirect("console:today")
    context = {
        "accounts": visible,
        "may_manage": may_manage_accounts(request.staff),
        "may_see_register": may_see_register(request.staff),
        "managed": set(accounts_for(request.staff, *may_manage_accounts.roles).values_list("pk", flat=True)),
        "known": set(accounts_for(request.staff, *may_edit_answers.roles).values_list("pk", flat=True)),
    }
    return page(request, "console/accounts/list.html", context, at="account")


@require_safe
@staff_only()
def more(request: StaffRequest) -> HttpResponse:
    may_change_default = request.account is not None and may_manage_accounts.on(
        request.staff, request.account
    )
    return page(request, "console/accounts/more.html", {"may_change_default": may_change_default}, at="more")
