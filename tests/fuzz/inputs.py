"""One input: what is sent, and what may be said to it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

REFUSED: Final = frozenset({403})
ANSWERED: Final = frozenset({200})
EITHER: Final = frozenset({200, 403})
TOO_LARGE: Final = frozenset({413})
NOT_FOUND: Final = frozenset({404})
GIVEN_UP: Final = frozenset({408})

LARGEST_BODY: Final = 65_536

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """As a server hands it to the application. Without an end it hangs up, or with `stalls` says no more."""

    method: str
    path: str
    query: bytes = b""
    headers: Headers = ()
    pieces: tuple[bytes, ...] = (b"",)
    has_end: bool = True
    stalls: bool = False

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Input:
    """A request and what may be answered.

    `account` is whose seal a reply must carry ("" where there can be none), `to_user` whom it must address.
    `message` is what the platform would be saying with it, where that is known: answered, it must be stored.
    `control` is the MsgId of a well-formed message. `rebuild` makes the request from another message, for
    making a finding smaller.
    """

    kind: str
    request: Request
    allowed: frozenset[int]
    account: str = ""
    to_user: str = ""
    message: bytes | None = field(default=None, repr=False)
    control: str = ""
    rebuild: Callable[[bytes], Request] | None = field(default=None, repr=False, compare=False)

    def with_message(self, message: bytes) -> "Input":
        if self.rebuild is None:
            return self
        request = self.rebuild(message)
        return replace(self, request=request, message=message, allowed=within_limit(request, self.allowed))


def within_limit(request: Request, allowed: frozenset[int]) -> frozenset[int]:
    """Nothing is read beyond 64 KiB, whoever sends it."""
    return TOO_LARGE if len(request.body) > LARGEST_BODY else allowed
