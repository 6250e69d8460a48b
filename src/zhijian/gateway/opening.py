"""Is this callback the platform's, is it fresh, and what does it say?"""

from typing import Final, NamedTuple

from zhijian.gateway.doors import Door
from zhijian.wechat.callback import Refused, envelope, signatures
from zhijian.wechat.callback.limits import FRESHNESS_SECONDS
from zhijian.wechat.xml import Malformed

_LONGEST_TIMESTAMP: Final = 12


class Opened(NamedTuple):
    """A message of the platform. `key_index` is the key that opened it, None when it came in the clear."""

    xml: bytes
    key_index: int | None


class Untimely(NamedTuple):
    """Signed rightly, but at a time too far from ours: a replay, or a clock that is wrong."""

    signed_at: int


def is_verified(door: Door, query: dict[str, str], *, now: float) -> bool:
    """Whether the platform asks if this address is ours (the GET, never encrypted in any mode)."""
    timestamp = query.get("timestamp", "")
    is_signed = signatures.is_valid(query.get("signature", ""), door.token, timestamp, query.get("nonce", ""))
    signed_at = _moment(timestamp)
    return is_signed and signed_at is not None and _is_fresh(signed_at, now) and door.plate is not None


def open_callback(door: Door, query: dict[str, str], body: bytes, *, now: float) -> Opened | Untimely | None:
    """What the platform says here, or None when it is not the platform, whatever the reason.

    The work is the same at the blind door, and what costs comes before anything is decided.
    """
    get = query.get
    timestamp = get("timestamp", "")
    is_sealed = not door.is_plain or get("encrypt_type", "raw") == "aes"
    if is_sealed:
        try:
            encrypted = envelope.read(body)
        except Malformed:
            encrypted = ""
        # In compatible mode plain fields stand beside; no signature covers them, so nobody reads them.
        is_signed = signatures.is_valid(
            get("msg_signature", ""), door.token, timestamp, get("nonce", ""), encrypted
        )
    else:
        is_signed = signatures.is_valid(get("signature", ""), door.token, timestamp, get("nonce", ""))
    signed_at = _moment(timestamp)
    if not is_signed or signed_at is None or door.plate is None:
        return None
    if not _is_fresh(signed_at, now):
        return Untimely(signed_at)
    if not is_sealed:
        return Opened(body, None)
    try:
        opened = door.cipher.decrypt(encrypted)
    except Refused:
        return None
    return Opened(opened.xml, opened.key_index)


def _moment(timestamp: str) -> int | None:
    is_number = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP
    return int(timestamp) if is_number else None


def _is_fresh(signed_at: int, now: float) -> bool:
    return abs(signed_at - now) <= FRESHNESS_SECONDS
