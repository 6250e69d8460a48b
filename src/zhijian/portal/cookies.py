"""The two cookies of this door: which browser it is, and who is signed in in it.

On https their names begin with `__Host-`: no other host, no subdomain and no plain page can plant them.
"""

from secrets import token_urlsafe
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

BROWSER: Final = "zj_portal_browser"
VISIT: Final = "zj_portal_visit"
MONTH_SECONDS: Final = 30 * 24 * 3600
_LONGEST: Final = 100
_NEW: Final = "_new_portal_browser"


def cookie_name(name: str) -> str:
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def browser_of(request: HttpRequest) -> str:
    """The browser's secret; made now where it has none, and sent with the answer (`keep_browser`)."""
    known = read(request, BROWSER)
    if known:
        return known
    made = getattr(request, _NEW, "") or token_urlsafe(32)
    setattr(request, _NEW, made)
    return made


def keep_browser(request: HttpRequest, *, on: HttpResponse) -> None:
    """Only who came without one gets one."""
    if made := getattr(request, _NEW, ""):
        write(on, BROWSER, made)


def read(request: HttpRequest, name: str) -> str:
    found = request.COOKIES.get(cookie_name(name), "")
    return found if len(found) <= _LONGEST else ""


def write(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=MONTH_SECONDS,
        path=_path(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse, name: str) -> None:
    response.delete_cookie(cookie_name(name), path=_path(), samesite="Lax")


def _path() -> str:
    return "/" if settings.SESSION_COOKIE_SECURE else "/m/"  # `__Host-` insists on the whole host
