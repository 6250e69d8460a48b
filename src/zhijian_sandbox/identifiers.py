"""Names the platform gives out, in its own shapes."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable


def gh_id(appid: str) -> str:
    """The same for an appid every time, so that a demo may be set up twice."""
    return "gh_" + hashlib.sha256(f"gh:{appid}".encode()).hexdigest()[:12]


def openid(appid: str, number: int) -> str:
    """28 characters; a phone keeps its openid even after everything was wiped, as people do."""
    digest = hashlib.sha256(f"openid:{appid}:{number}".encode()).digest()
    return "o" + urlsafe_b64encode(digest).decode()[:27]


def media_id() -> str:
    return secrets.token_urlsafe(48)


def ticket() -> str:
    return "gQ" + secrets.token_urlsafe(70)


def scannable_url() -> str:
    return "http://weixin.qq.com/q/02" + secrets.token_urlsafe(16)


def access_token() -> str:
    return f"{secrets.randbelow(90) + 10}_{secrets.token_urlsafe(96)}"


def rid(now: float) -> str:
    return f"{int(now):08x}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"


def nonce() -> str:
    return str(secrets.randbelow(9 * 10**8) + 10**8)


class MessageIds:
    """64-bit and rising, also over restarts and wiped state: whoever dedupes must never see one again."""

    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._last = 0

    def next(self) -> int:
        self._last = max(self._last + 1, int(self._real() * 1000) << 12)
        return self._last
