"""The view a reader chose: normal, or the elder view in three sizes. A link chooses, a cookie remembers.

The choice also travels in the address of every link: reading pages and the home have a cookie each, sent
to their own path only, and inside a frame of another site neither arrives.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

COOKIE = "zj_portal_view"
ONE_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class View:
    """`size` is 0 in the normal view, 1 to 3 in the elder view; `is_chosen`: the reader said so himself."""

    name: str
    size: int
    is_chosen: bool = False

    @property
    def is_elder(self) -> bool:
        return self.size > 0

    @property
    def next_size(self) -> str:
        """The name of the next larger elder view; after the largest comes the first again."""
        return _ELDER[self.size % len(_ELDER)].name

    @property
    def is_largest(self) -> bool:
        return self.size == len(_ELDER)


NORMAL = View("normal", 0)
_ELDER = (View("elder", 1), View("elder-2", 2), View("elder-3", 3))
_BY_NAME = {view.name: view for view in (NORMAL, *_ELDER)}


def view_named(name: str) -> View:
    """One of the four. Raises `KeyError`."""
    return _BY_NAME[name]


def chosen_view(request: HttpRequest) -> View:
    """What the address says, else what the cookie remembers, else normal."""
    for name in (request.GET.get("view", ""), request.COOKIES.get(COOKIE, "")):
        if name in _BY_NAME:
            return replace(_BY_NAME[name], is_chosen=True)
    return NORMAL


def remember(view: View, *, on: HttpResponse, path: str) -> None:
    """Keep what the reader chose for the pages under `path`. Who chose nothing gets no cookie."""
    if view.is_chosen:
        on.set_cookie(
            COOKIE,
            view.name,
            max_age=ONE_YEAR_SECONDS,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def in_view(address: str, view: View, **query: str) -> str:
    """The address of another page of ours, with the reader's choice on it."""
    if view.is_chosen:
        query["view"] = view.name
    return f"{address}?{urlencode(query)}" if query else address
