"""How large a page speaks: four sizes to see and to tap, each shown in itself.

WeChat's own type size comes first: it enlarges whatever we print, and no page of ours takes that back.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.portal.access import for_everybody
from zhijian.portal.elder_view import View, chosen_view, view_named
from zhijian.portal.page import member_page
from zhijian.portal.visitor import PortalRequest


@dataclass(frozen=True, slots=True)
class Size:
    """`look` is the class that prints it in its own size."""

    name: str
    view: str
    look: str
    is_chosen: bool
    address: str


@for_everybody
@require_safe
def size(request: PortalRequest) -> HttpResponse:
    return member_page(request, "portal/size.html", {"sizes": _sizes(chosen_view(request)), "tab": "me"})


def _sizes(now: View) -> list[Size]:
    here = reverse("portal:size")
    words = (
        (_("普通"), "normal", "one-up"),
        (_("大"), "elder", "two-up"),
        (_("更大"), "elder-2", "three-up"),
        (_("最大"), "elder-3", "four-up"),
    )
    return [
        Size(name, view, look, view_named(view).size == now.size, f"{here}?view={view}")
        for name, view, look in words
    ]
