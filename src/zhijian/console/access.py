"""Who may open a page of the console, and what the view learns of him."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import accounts_visible_to
from zhijian.foundation.staff.models import Staff

CHOSEN_ACCOUNT = "account"  # in the session: the slug of the account last chosen


class StaffRequest(HttpRequest):
    """A request of somebody who signed in. `account` is the one his pages are about, if there is one yet."""

    staff: Staff
    account: Account | None


P = ParamSpec("P")
StaffView = Callable[Concatenate[StaffRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff_only(
    permission: Callable[[Staff], bool] | None = None,
) -> Callable[[StaffView[P]], View[P]]:
    """Let staff in, and only those `permission` says yes to (403 for the others). Pages are never cached."""

    def decorator(view: StaffView[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, Staff):
                return _to_sign_in(request)
            if permission is not None and not permission(request.user):
                raise PermissionDenied
            return view(_introduced(request, request.user), *args, **kwargs)

        return guarded

    return decorator


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    sign_in = reverse("console:sign-in")
    if request.headers.get("HX-Request") == "true":
        # Back to the page around the piece htmx asked for; never a sign-in form inside a table row.
        return HttpResponse(status=204, headers={"HX-Redirect": _with_next(sign_in, _page_around(request))})
    return redirect(_with_next(sign_in, request.get_full_path() if request.method == "GET" else ""))


def _page_around(request: HttpRequest) -> str:
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _with_next(address: str, back_to: str) -> str:
    return f"{address}?{urlencode({'next': back_to})}" if back_to else address


def _introduced(request: HttpRequest, staff: Staff) -> StaffRequest:
    known = cast("StaffRequest", request)
    known.staff = staff
    known.account = _chosen_account(request, staff)
    return known


def _chosen_account(request: HttpRequest, staff: Staff) -> Account | None:
    accounts = accounts_visible_to(staff)
    return accounts.filter(slug=request.session.get(CHOSEN_ACCOUNT, "")).first() or accounts.first()
