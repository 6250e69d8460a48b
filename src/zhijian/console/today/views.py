"""The first page after signing in."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.page import page
from zhijian.console.today.brief import Brief, greeting
from zhijian.console.today.done import done_today
from zhijian.console.today.rows import grouped
from zhijian.console.today.sources import lines_for
from zhijian.console.today.stopped import stopped_lines
from zhijian.console.waiting import in_words
from zhijian.foundation.outbox.queries import stopped_letters
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts

SHOWN = 10  # of each group; the rest one asks for
STOPPED_SHOWN = 3
STOPPED_FOR = timedelta(days=7)  # what could not be sent is news for a week, then history


@require_safe
@staff_only()
def today(request: StaffRequest) -> HttpResponse:
    account = request.account
    lines = lines_for(request.staff, account=account)
    context = {
        "moment": localtime(),
        "greeting": greeting(localtime(), str(request.staff)),
        "brief": Brief.of(lines),
        "groups": grouped(lines, shown=None if "all" in request.GET else SHOWN),
        "newest": max((line.since for line in lines), default=None),
        "stopped": [],
        "lacks_account": account is None and _works_with_accounts(request.staff),
        "done": done_today(request.staff),
    }
    if account is not None and may_edit_answers.on(request.staff, account):
        letters = stopped_letters(account_id=account.pk, since=now() - STOPPED_FOR)
        context["stopped"] = stopped_lines(letters[:STOPPED_SHOWN])
    return page(request, "console/today/page.html", context, at="today")


def _works_with_accounts(staff: Staff) -> bool:
    """A branch's secretary misses no account: his unit may have none of its own."""
    return may_edit_answers(staff) or may_manage_accounts(staff)


@require_safe
@staff_only()
def arrivals(request: StaffRequest) -> HttpResponse:
    """What the open page asks each minute: how much waits now, and how much of it came `after`."""
    lines = lines_for(request.staff, account=request.account)
    after = parse_datetime(request.GET.get("after", ""))
    context = {
        "arrived": sum(1 for line in lines if after is None or line.since > after),
        "after": request.GET.get("after", ""),
        "waiting": in_words(len(lines)),
        "brief": Brief.of(lines),
    }
    return render(request, "console/today/_arrived.html", context)
