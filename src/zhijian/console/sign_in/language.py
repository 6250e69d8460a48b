"""Choosing the language before anybody knows who one is."""

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhijian.console.language import COOKIE, STAFF_PAGES
from zhijian.foundation.staff.looks import Language

YEAR_SECONDS = 365 * 86_400


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = redirect(get_next_redirect_url(request) or "console:sign-in")
    chosen = request.POST.get("language", "")
    if chosen in Language.values:
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=YEAR_SECONDS,
            path=STAFF_PAGES,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
