"""Who may open a page of the console, and what the view learns of him."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff import services as staff_services
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import May
from zhijian.foundation.staff.sight import accounts_for

CHOSEN_ACCOUNT = "account"  # in the session: the slug of the account last chosen
SEEN_AT = "seen_at"  # in the session: when its sitting was last written down
SEEN_EVERY_SECONDS = 300
PROVEN_FOR_SECONDS = 15 * 60


class StaffRequest(HttpRequest):
    """A request of somebody who signed in. `accounts` are those he may do the page's work at; `account` is
    the one of them he chose, if there is any."""

    staff: Staff
    accounts: QuerySet[Account]
    account: Account | None


P = ParamSpec("P")
StaffView = Callable[Concatenate[StaffRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff_only(
    permission: Callable[[Staff], bool] | None = None, *, needs_post: bool = True
) -> Callable[[StaffView[P]], View[P]]:
    """Let staff in, and only those `permission` says yes to (403 for the others). Pages are never cached.

    `permission` is asked about him in general; what the page is about, it fetches through him. Who holds no
    post today is told so, politely, except where the page is about himself (`needs_post=False`).
    """

    def decorator(view: StaffView[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, Staff):
                return _to_sign_in(request)
            staff = request.user
            if needs_post and not staff.rights.held:
                return render(request, "console/no_post.html", {"staff": staff}, status=403)
            if permission is not None and not permission(staff):
                raise PermissionDenied
            roles = permission.roles if isinstance(permission, May) else ()
            return view(_introduced(request, staff, accounts_for(staff, *roles)), *args, **kwargs)

        return guarded

    return decorator


def step_up(view: StaffView[P]) -> StaffView[P]:
    """For dangerous acts, under `staff_only`: who he is must have been proven within a quarter of an hour.

    Otherwise he proves it again (password, code or passkey) and comes back to the page he was at. A form that
    was posted too late is not kept here; `keep_draft.js` keeps what was typed into it.
    """

    @wraps(view)
    def guarded(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if time.time() - _proven_at(request) < PROVEN_FOR_SECONDS:
            return view(request, *args, **kwargs)
        again = reverse("console:sign-in-again")
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Redirect": _with_next(again, _page_around(request))})
        back_to = request.get_full_path() if request.method == "GET" else _page_before(request)
        return redirect(_with_next(again, back_to))

    return guarded


def _proven_at(request: StaffRequest) -> float:
    records = get_authentication_records(request, request.staff)
    return max((float(record.get("at", 0)) for record in records), default=0.0)


def _page_before(request: HttpRequest) -> str:
    """Where a posted form stood; a page of the console, whatever the browser says."""
    parts = urlsplit(request.headers.get("Referer", ""))
    before = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return before if before.startswith(reverse("console:today")) else reverse("console:today")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    sign_in = reverse("console:sign-in")
    if request.headers.get("HX-Request") == "true":
        # Back to the page around the piece htmx asked for; never a sign-in form inside a table row.
        return HttpResponse(status=204, headers={"HX-Redirect": _with_next(sign_in, _page_around(request))})
    # What was posted is not kept here: `keep_draft.js` has it, and offers it on the page one comes back to.
    back_to = request.get_full_path() if request.method == "GET" else _page_before(request)
    return redirect(_with_next(sign_in, back_to))


def _page_around(request: HttpRequest) -> str:
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _with_next(address: str, back_to: str) -> str:
    return f"{address}?{urlencode({'next': back_to})}" if back_to else address


def _introduced(request: HttpRequest, staff: Staff, accounts: QuerySet[Account]) -> StaffRequest:
    known = cast("StaffRequest", request)
    known.staff, known.accounts = staff, accounts
    known.account = _chosen_account(request, accounts)
    _note_seen(request)
    return known


def _note_seen(request: HttpRequest) -> None:
    """Now and then: a line in the list of sittings is not worth a write for every page."""
    if time.time() - request.session.get(SEEN_AT, 0) < SEEN_EVERY_SECONDS:
        return
    request.session[SEEN_AT] = time.time()
    if request.session.session_key:
        staff_services.note_seen(request.session.session_key, address=request.META.get("REMOTE_ADDR", ""))


def _chosen_account(request: HttpRequest, accounts: QuerySet[Account]) -> Account | None:
    return accounts.filter(slug=request.session.get(CHOSEN_ACCOUNT, "")).first() or accounts.first()
