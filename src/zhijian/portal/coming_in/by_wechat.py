"""By WeChat's own sign-in (verified service accounts): out, back with a code, a moment of waiting, in.

This page never asks WeChat itself: the worker does, and the waiting page looks again every second.
"""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from zhijian.foundation.accounts import hosts
from zhijian.foundation.accounts.errors import AccountUnknown
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import account_by_slug
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.authorize import authorize_address, gives_sign_in
from zhijian.foundation.visits.errors import (
    ArrivalRefused,
    CannotSignIn,
    StateOfAnotherBrowser,
    StateTooOld,
    StateUsed,
)
from zhijian.foundation.visits.models import Arrival
from zhijian.foundation.visits.queries import arrival_of
from zhijian.foundation.visits.states import SETTLED, Outcome
from zhijian.portal import cookies
from zhijian.portal.access import for_everybody
from zhijian.portal.coming_in import sorry
from zhijian.portal.coming_in.destinations import address_of, tidy
from zhijian.portal.coming_in.device import device_of
from zhijian.portal.elder_view import chosen_view, in_view
from zhijian.portal.page import member_page
from zhijian.portal.visitor import PortalRequest

PATIENCE: Final = timedelta(seconds=20)


@for_everybody
@require_safe
def door(request: PortalRequest, slug: str) -> HttpResponse:
    """An account's own entrance, for its menu and its posters: straight in wherever that is possible."""
    account, to = _account(slug), tidy(request.GET.get("to", "home"))
    view = chosen_view(request)
    if request.visitor and request.visitor.account == account:
        return redirect(address_of(to, view=view))
    if gives_sign_in(account):
        return redirect(in_view(reverse("portal:by-wechat", args=[slug]), view, to=to))
    return redirect(in_view(reverse("portal:come-in"), view, to=to))


@for_everybody
@require_safe
def begin(request: PortalRequest, slug: str) -> HttpResponse:
    """Off to WeChat, with a state only this browser can come back with."""
    account = _account(slug)
    try:
        state = visits.begin_arrival(
            account, browser=cookies.browser_of(request), to=tidy(request.GET.get("to", "home"))
        )
    except CannotSignIn:
        return redirect(in_view(reverse("portal:come-in"), chosen_view(request)))
    return redirect(authorize_address(account, back_to=_back_to(request), state=state))


@for_everybody
@require_safe
def back(request: PortalRequest) -> HttpResponse:
    """The code is out of the address before anything else happens."""
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    try:
        arrival = visits.come_back(state, browser=cookies.browser_of(request), code=code)
    except StateUsed:
        if request.visitor:  # the way back in his phone led here once more
            return redirect(address_of("home", view=chosen_view(request)))
        return sorry.page_for(request, sorry.USED)
    except StateOfAnotherBrowser:
        return sorry.page_for(request, sorry.ANOTHER_BROWSER)
    except StateTooOld:
        return sorry.page_for(request, sorry.TOO_OLD)
    except ArrivalRefused:
        return sorry.page_for(request, sorry.BROKEN)
    return redirect(in_view(reverse("portal:waiting", args=[arrival.pk]), chosen_view(request)))


@for_everybody
@require_safe
def waiting(request: PortalRequest, number: int) -> HttpResponse:
    """A second or two. Whose browser it was not begun in finds nothing here."""
    arrival = arrival_of(number, browser=cookies.browser_of(request))
    if arrival is None:
        raise Http404
    if arrival.outcome == Outcome.IN:
        return _let_in(request, arrival)
    if arrival.outcome in SETTLED or now() - arrival.begun_at > _patience(arrival):
        again = in_view(reverse("portal:by-wechat", args=[arrival.account.slug]), chosen_view(request))
        why = sorry.BY_OUTCOME.get(Outcome(arrival.outcome), sorry.TROUBLE)
        return sorry.page_for(request, why, again=again, account=arrival.account.name)
    page = member_page(request, "portal/coming_in/waiting.html", {"account": arrival.account.name})
    # A header, not a script. With the address written out: every redirect carries WeChat's #wechat_redirect
    # along, and a page that is to go where it already stands, mark and all, is not loaded again.
    page["Refresh"] = f"1; url={in_view(request.path, chosen_view(request))}"
    return page


def _patience(arrival: Arrival) -> timedelta:
    """From when he set out until we stop waiting for WeChat."""
    return (arrival.came_at - arrival.begun_at if arrival.came_at else timedelta()) + PATIENCE


def _let_in(request: PortalRequest, arrival: Arrival) -> HttpResponse:
    answer = redirect(address_of(arrival.to, view=chosen_view(request)))
    try:
        token = visits.take_in(arrival, device=device_of(request))
    except StateUsed:
        return answer
    cookies.write(answer, cookies.VISIT, token)
    return answer


def _back_to(request: PortalRequest) -> str:
    """Where WeChat sends the browser back to. On this machine a phone of the sandbox has a name of its own,
    and its cookies are kept under that."""
    path, host = reverse("portal:back"), request.get_host()
    if hosts.is_this_machine(host.rpartition(":")[0] or host):
        return f"{request.scheme}://{host}{path}"
    return f"{settings.ZHIJIAN_PUBLIC_URL}{path}"


def _account(slug: str) -> Account:
    try:
        return account_by_slug(slug)
    except AccountUnknown:
        raise Http404 from None
