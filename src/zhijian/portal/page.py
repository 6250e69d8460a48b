"""Rendering a page of the portal in the reader's view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from zhijian.portal.elder_view import View, chosen_view, in_view, remember


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


def head(request: HttpRequest, view: View) -> Head:
    return Head(
        view=view,
        home=in_view(reverse("portal:home"), view),
        elder=_same_page(request, "elder"),
        larger=_same_page(request, view.next_size),
        normal=_same_page(request, "normal"),
    )


def _same_page(request: HttpRequest, view_name: str) -> str:
    came_from = {"pack": request.GET["pack"]} if "pack" in request.GET else {}
    return f"{request.path}?{urlencode({**came_from, 'view': view_name})}"
