"""A page of the console, as the matrix sees it."""

from dataclasses import dataclass

# Who may open a page. Whoever signed in may, editors and administrators, administrators alone; or whoever it
# belongs to, and for the others it is not there.
ANYBODY_SIGNED_IN = "anybody"
EDITORS = "editors"
ADMINISTRATORS = "administrators"
OWNERS = "owners"


@dataclass(frozen=True)
class Page:
    """`unknown` is the same address about something that is not there."""

    name: str
    address: str
    method: str = "get"
    unknown: str = ""
    to: str = EDITORS
