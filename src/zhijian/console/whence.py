"""Acts at the console are written down with the address they came from."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zhijian.foundation.audit import coming_from

STAFF_PAGES = "/console/"


class WhenceMiddleware:
    """For the length of a request. Whatever it does, signing in among it, is done from there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(STAFF_PAGES):
            return self.get_response(request)
        with coming_from(request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)
