"""The page of followers: how many, in step since when, who is bound, and whether somebody is guessing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.account_reach import account_for
from zhijian.console.followers import reach, words
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import queries, services
from zhijian.foundation.followers.models import Binding, Pause, Reconciling
from zhijian.foundation.followers.queries import Counts
from zhijian.foundation.followers.services.reconciling import asked_key_of
from zhijian.foundation.org.queries import paths_of_units
from zhijian.foundation.staff.permissions import may_manage_accounts

SHOWN = 100
MOST_ACCOUNTS = 50


@dataclass(frozen=True, slots=True)
class Card:
    """One account's followers in numbers."""

    account: Account
    counts: Counts
    run: Reconciling | None
    why: str
    pauses: Sequence[tuple[Pause, str]]


@dataclass(frozen=True, slots=True)
class Row:
    binding: Binding
    way: str


@dataclass(frozen=True, slots=True)
class Group:
    """The bound members of one unit."""

    name: str
    above: str
    rows: Sequence[Row]


@require_safe
@staff_only(reach.may_see_bound)
def followers(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:60]
    number = request.GET.get("page", "")
    at = int(number) if number.isdecimal() and len(number) < 6 else 0
    found = reach.bindings_visible_to(request.staff)
    if asked:
        named = Q(member__name__contains=asked)
        found = found.filter(named | Q(member__sound__contains=asked.lower()) if asked.isascii() else named)
    shown = list(found[at * SHOWN : (at + 1) * SHOWN + 1])
    again = {"q": asked, "page": str(at + 1)}
    context = {
        "cards": [_card(account) for account in reach.accounts_managed_by(request.staff)[:MOST_ACCOUNTS]],
        "groups": _groups(shown[:SHOWN]),
        "count": found.count(),
        "asked": asked,
        "more": f"{reverse('console:followers')}?{urlencode(again)}" if len(shown) > SHOWN else "",
        "may_undo": reach.may_keep_bound(request.staff),
        "may_manage": may_manage_accounts(request.staff),
    }
    return page(request, "console/followers/list.html", context, at="followers")


@require_POST
@staff_only(may_manage_accounts)
def comparison(request: StaffRequest, slug: str) -> HttpResponse:
    """Compare with WeChat's list now; its page shows how far it is."""
    account = account_for(request.staff, slug, may_manage_accounts)
    services.ask_to_reconcile(
        account,
        by=request.staff,
        believe="believe" in request.POST,
        for_staff_id=request.staff.pk,
        title=_("和微信的关注者名单对一遍"),
        if_stopped=_("对过的都算数，下次从停下的地方接着对。"),
        leads_to=reverse("console:followers"),
    )
    return redirect("console:task", asked_key_of(account.pk))


@require_POST
@staff_only(may_manage_accounts)
def lifting(request: StaffRequest, number: int) -> HttpResponse:
    services.lift_pause(reach.pause_to_lift(request.staff, number), by=request.staff)
    return redirect("console:followers")


def _card(account: Account) -> Card:
    run = queries.reconciling_of(account.pk)
    pauses = queries.standing_pauses(account.pk, at=now())[:10]
    return Card(
        account,
        queries.counts_of(account.pk),
        run,
        words.why_not_compared(run.errcode) if run else "",
        [(pause, words.paused(pause)) for pause in pauses],
    )


def _groups(bindings: Sequence[Binding]) -> list[Group]:
    """Unit by unit, as they come."""
    paths = paths_of_units({binding.member.unit for binding in bindings})
    return [
        Group(
            unit.name,
            " / ".join(step.called for step in paths[unit.pk][:-1]),
            [Row(binding, words.way_of(binding)) for binding in some],
        )
        for unit, some in groupby(bindings, key=lambda binding: binding.member.unit)
    ]
