"""The live checks: pressed for, and looked at while they run."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.accounts import reach
from zhijian.console.accounts.addresses import guide_address
from zhijian.console.accounts.guide_page import guide_of
from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.checking import What
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.permissions import may_manage_accounts

STOP_POLLING = 286


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def checks(request: StaffRequest, slug: str) -> HttpResponse:
    """GET: how they stand, for the page that looks again; POST: ask all of them."""
    account = reach.account_to_manage(request.staff, slug)
    if request.method == "POST":
        services.ask_checks(account, list(What), by=request.staff)
    return _shown(request, account)


@require_POST
@staff_only(may_manage_accounts)
def check(request: StaffRequest, slug: str, what: str) -> HttpResponse:
    """Ask one again."""
    account = reach.account_to_manage(request.staff, slug)
    if what not in What.values:
        raise Http404
    services.ask_checks(account, [What(what)], by=request.staff)
    return _shown(request, account)


def _shown(request: StaffRequest, account: Account) -> HttpResponse:
    if request.headers.get("HX-Request") != "true":
        return redirect(guide_address(account, at="a4"))
    guide = guide_of(account)
    is_over = request.method == "GET" and not guide.checks.is_under_way
    status = STOP_POLLING if is_over else 200
    return render(request, "console/accounts/_live.html", {"guide": guide}, status=status)
