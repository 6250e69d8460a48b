"""Who may open which page. Every address of this door stands behind one of these three."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from zhijian.foundation.audit import coming_from
from zhijian.foundation.visits import services as visits
from zhijian.portal import cookies
from zhijian.portal.elder_view import chosen_view, in_view
from zhijian.portal.form_token import is_our_form
from zhijian.portal.page import member_page
from zhijian.portal.visitor import FollowerRequest, MemberRequest, PortalRequest, visitor_of

View = Callable[..., HttpResponse]


def for_everybody(view: Callable[..., HttpResponse]) -> View:
    """Readable without signing in; `request.visitor` may be None."""
    return _guarded(view, lambda _request: None)


def for_followers(view: Callable[..., HttpResponse]) -> View:
    """Whoever is not signed in is shown how to come in, and led back here afterwards."""
    return _guarded(view, _how_to_come_in)


def for_members(view: Callable[..., HttpResponse]) -> View:
    """Whoever is not bound is asked who he is."""
    return _guarded(view, lambda request: _how_to_come_in(request) or _who_are_you(request))


def _guarded(view: Callable[..., HttpResponse], turned_away: Callable[[Any], HttpResponse | None]) -> View:
    # Django's own check looks for the console's cookie; this door has a check of its own (form_token).
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
        here: Any = request
        here.visitor = visitor_of(request)
        answer = turned_away(here)
        if answer is None and request.method == "POST" and not is_our_form(request):
            answer = member_page(here, "portal/stale_form.html", {}, status=403)
        if answer is None:
            with coming_from(request.META.get("REMOTE_ADDR", "")):
                answer = view(here, *words, **named)
        cookies.keep_browser(request, on=answer)
        _go_on(here, answer)
        return answer

    return guarded


def _how_to_come_in(request: PortalRequest) -> HttpResponse | None:
    if request.visitor:
        return None
    to = request.resolver_match.url_name if request.resolver_match else ""
    return redirect(in_view(reverse("portal:come-in"), chosen_view(request), to=to or "home"))


def _who_are_you(request: FollowerRequest) -> HttpResponse | None:
    if request.visitor.binding is None:
        return redirect(in_view(reverse("portal:bind"), chosen_view(request)))
    member_request: MemberRequest = request  # type: ignore[assignment] # from here on it is one
    member_request.binding = request.visitor.binding
    member_request.member = request.visitor.binding.member
    return None


def _go_on(request: PortalRequest, answer: HttpResponse) -> None:
    """Thirty days from today again, unless the page itself said otherwise (signed out, somebody new)."""
    name = cookies.cookie_name(cookies.VISIT)
    if request.visitor and name not in answer.cookies and visits.note_seen(request.visitor.visit):
        cookies.write(answer, cookies.VISIT, cookies.read(request, cookies.VISIT))
