"""A page of the console, as the matrix sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhijian.foundation.staff.roles import EDIT_ANSWERS, MANAGE_ACCOUNTS, Role

# Who may open a page. Whoever signed in may, with or without a post; whoever holds any post; editors and
# administrators; administrators alone. Or whoever it belongs to: for the others it is not there.
ONESELF = "oneself"
ANYBODY_SIGNED_IN = "anybody"
EDITORS = "editors"
ADMINISTRATORS = "administrators"
OWNERS = "owners"
ONES_OWN = "one's own"

_ROLES: Mapping[str, tuple[Role, ...]] = {EDITORS: EDIT_ANSWERS, ADMINISTRATORS: MANAGE_ACCOUNTS}

# What a page is about: nothing of anybody's in particular; an account, which is seen by whoever has any role
# there and refused to whom has not the right one; or what only those see who may do something to it.
# A secret is not there for anybody who may not see it, whatever he holds.
NOTHING, AN_ACCOUNT, A_THING, A_SECRET = "", "account", "thing", "secret"


@dataclass(frozen=True)
class Page:
    """`unknown` is the same address about something that is not there, `data` what the form posts.

    `to` is one of the words above, or the roles themselves. What has an unknown is about a thing, unless said
    otherwise.
    """

    name: str
    address: str
    method: str = "get"
    unknown: str = ""
    to: str | tuple[Role, ...] = EDITORS
    about: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    # A branch asks its people to follow the account of a superior: there, and only there, it reads its name.
    names_accounts_above: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        return _ROLES.get(self.to, ()) if isinstance(self.to, str) else self.to

    @property
    def is_about(self) -> str:
        if self.about is not None:
            return self.about
        return A_THING if self.unknown else NOTHING
