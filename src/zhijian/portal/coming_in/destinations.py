"""Where somebody wanted to go when he came in: a word, never an address somebody could type."""

import re
from typing import Final

from django.urls import reverse

from zhijian.portal.elder_view import View, in_view

# Names of pages one may be led to; what follows a colon is a code printed on a poster or a card.
PLACES: Final = frozenset(
    {"home", "bind", "bind-code", "bind-helper", "vouch", "me", "my-data", "my-phone", "sight", "my-phones",
     "hearing", "size"}
)  # fmt: skip
_WITH_CODE: Final = re.compile(r"(unit|member):([\w-]{1,40})")


def tidy(to: str) -> str:
    """`to` if we know it, else home."""
    return to if to in PLACES or _WITH_CODE.fullmatch(to) else "home"


def address_of(to: str, *, view: View) -> str:
    if found := _WITH_CODE.fullmatch(to):
        return in_view(reverse("portal:bind"), view, **{found[1]: found[2]})
    return in_view(reverse(f"portal:{tidy(to)}"), view)
