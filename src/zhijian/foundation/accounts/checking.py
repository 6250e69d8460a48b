"""The live checks of an account: what is asked, where each stands, what can come of it.

Codes, not words: the console says them in Chinese to staff, the command in English to operators.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models


class What(models.TextChoices):
    """In the order of the guide: each makes sense once those before it are fine."""

    ADDRESS = "address"
    DOMAIN_FILE = "domain_file"
    IP = "ip"
    TOKEN = "token"  # noqa: S105 -- a name, not a token
    CALLBACK = "callback"
    TALK = "talk"
    RIGHTS = "rights"


class State(models.TextChoices):
    """QUEUED: the worker has been asked. WAITING: for a person, or for another check."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    FINE = "fine"
    FAILED = "failed"
    SKIPPED = "skipped"


class Code(models.TextChoices):
    """What came of a check. Facts that belong to it stand beside, as `Finding.facts`."""

    ASKED = "asked"

    ADDRESS_FINE = "address_fine"  # until
    ADDRESS_IS_THIS_MACHINE = "address_is_this_machine"
    ADDRESS_NOT_HTTPS = "address_not_https"
    ADDRESS_HAS_A_PORT = "address_has_a_port"  # port
    ADDRESS_SILENT = "address_silent"  # host
    CERTIFICATE_REFUSED = "certificate_refused"  # host, why
    CERTIFICATE_ENDS_SOON = "certificate_ends_soon"  # until

    FILE_SERVED = "file_served"  # names
    FILE_NOT_NEEDED_YET = "file_not_needed_yet"
    FILE_NOT_SERVED = "file_not_served"  # name, host

    IP_ALLOWED = "ip_allowed"
    IP_NOT_ALLOWED = "ip_not_allowed"  # address (may be empty)

    TOKEN_GOT = "token_got"  # noqa: S105 -- a code, not a token
    TOKEN_TAKEN = "token_taken"  # noqa: S105 -- as above
    SECRET_REFUSED = "secret_refused"  # noqa: S105 -- as above
    SECRET_FROZEN = "secret_frozen"  # noqa: S105 -- as above
    APPID_UNKNOWN = "appid_unknown"
    ACCOUNT_FROZEN = "account_frozen"
    ADMIN_MUST_CONFIRM = "admin_must_confirm"
    AFTER_IP = "after_ip"
    AFTER_TOKEN = "after_token"  # noqa: S105 -- as above

    HOST_NOT_LISTED = "host_not_listed"  # host
    WECHAT_SILENT = "wechat_silent"  # host
    WECHAT_BUSY = "wechat_busy"
    CALLS_USED_UP = "calls_used_up"
    REFUSED = "refused"  # errcode
    STUMBLED = "stumbled"

    KNOCKED = "knocked"  # at
    HEARD = "heard"  # at
    NO_KNOCK_YET = "no_knock_yet"
    NO_ADDRESS_THERE = "no_address_there"
    UNREACHABLE = "unreachable"  # addresses

    TALKED = "talked"  # at
    HEARD_UNANSWERED = "heard_unanswered"  # at
    NOBODY_WROTE_YET = "nobody_wrote_yet"

    RIGHTS_ASKED = "rights_asked"  # granted, refused, unknown


# Nothing is wrong: somebody has yet to do his part, in WeChat's back end or with a phone in his hand.
FOR_A_PERSON: Final = frozenset({Code.NO_KNOCK_YET, Code.NO_ADDRESS_THERE, Code.NOBODY_WROTE_YET})
# How often to look for it, the longer the rarer: (until so many seconds after it was asked, every so many).
_LOOKS: Final = ((90, 2), (300, 5), (900, 15))
LOOKS_FOR_SECONDS: Final = _LOOKS[-1][0]
# Asked together: one answer of WeChat settles both.
TOGETHER: Final = frozenset({What.IP, What.TOKEN})
# So many refusals in a row, and nothing asks by itself any more: a person must look.
MOST_FAILURES: Final = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one check."""

    what: What
    state: State
    code: Code
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_fine(self) -> bool:
        """Nothing a person must do; a check that waits or was skipped is no trouble."""
        return self.state != State.FAILED

    @property
    def errcode(self) -> int:
        """WeChat's own number, for whoever looks it up; 0 without one."""
        found = self.facts.get("errcode", 0)
        return found if isinstance(found, int) else 0


def look_again_after(waited_seconds: float) -> int | None:
    """Seconds until the next look for what a person must do; None: long enough, nobody looks any more."""
    return next((every for until, every in _LOOKS if waited_seconds < until), None)


def widened(whats: "frozenset[What]") -> "frozenset[What]":
    """What must be asked along with these."""
    return whats | TOGETHER if whats & TOGETHER else whats
