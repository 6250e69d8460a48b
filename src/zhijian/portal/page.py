"""Rendering a page of the portal in the reader's view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from zhijian.portal.elder_view import View, chosen_view, in_view, remember
from zhijian.portal.form_token import token_for
from zhijian.portal.visitor import PortalRequest

MEMBER_PATH: Final = "/m/"
# What an address may carry besides the view; another view of the same page keeps it.
_KEPT: Final = ("pack", "to", "unit", "member", "who")


@dataclass(frozen=True, slots=True)
class Head:
    """The links at the top of every page: home, larger, the other view."""

    view: View
    home: str
    elder: str
    larger: str
    normal: str


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, cookie_path: str, status: int = 200
) -> HttpResponse:
    """A whole page. Addresses in `context` must already carry the view (`elder_view.in_view`)."""
    view = chosen_view(request)
    response = render(request, template, {**context, "head": head(request, view)}, status=status)
    response["Cache-Control"] = "private, no-cache"  # the view differs from reader to reader
    remember(view, on=response, path=cookie_path)
    return response


def member_page(
    request: PortalRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page under /m/: with the visitor, and a token for its forms. Nobody keeps a copy of it."""
    own = {
        "visitor": request.visitor,
        "form_token": token_for(request),
        # The elder view has its way home at the top, and nothing at the bottom of the screen.
        "shows_tabs": bool(request.visitor and "tab" in context and not chosen_view(request).is_elder),
    }
    response = page(request, template, {**own, **context}, cookie_path=MEMBER_PATH, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def head(request: HttpRequest, view: View) -> Head:
    return Head(
        view=view,
        home=in_view(reverse("portal:home"), view),
        elder=_same_page(request, "elder"),
        larger=_same_page(request, view.next_size),
        normal=_same_page(request, "normal"),
    )


def _same_page(request: HttpRequest, view_name: str) -> str:
    kept = {name: request.GET[name] for name in _KEPT if name in request.GET}
    return f"{request.path}?{urlencode({**kept, 'view': view_name})}"
