"""Which page somebody sees when something went wrong: the one of the door he stands at.

`config.urls` names these as Django's handlers. They must not fail themselves, so they touch no database.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STAFF_PAGES = "/console/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    door = "console" if request.path.startswith(STAFF_PAGES) else "portal"
    return render(request, f"{door}/errors/{status}.html", status=status)
