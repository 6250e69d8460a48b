"""In which language the console speaks: a person's own choice, else what was chosen at the sign-in page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from zhijian.foundation.staff.looks import Language
from zhijian.foundation.staff.models import Staff

COOKIE = "zj_language"
STAFF_PAGES = "/console/"


class LanguageMiddleware:
    """Chinese unless somebody chose otherwise. Members' pages are not concerned."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(STAFF_PAGES):
            return self.get_response(request)
        with translation.override(_language_of(request)):
            return self.get_response(request)


def _language_of(request: HttpRequest) -> str:
    person = request.user
    chosen = person.language if isinstance(person, Staff) else request.COOKIES.get(COOKIE, "")
    return chosen if chosen in Language.values else Language.CHINESE.value
