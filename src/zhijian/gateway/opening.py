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


def is_verified(door: Door, query: dict[str, str], *, now: float) -> bool:
    """Whether the platform asks if this address is ours (the GET, never encrypted in any mode)."""
    timestamp = query.get("timestamp", "")
    is_signed = signatures.is_valid(query.get("signature", ""), door.token, timestamp, query.get("nonce", ""))
    return is_signed and _is_fresh(timestamp, now) and door.plate is not None


def open_callback(door: Door, query: dict[str, str], body: bytes, *, now: float) -> Opened | None:
    """What the platform says here, or None when it is not the platform, whatever the reason.

    Every step that costs is taken whether or not the one before it failed, and at the blind door as well.
    """
    get = query.get
    timestamp = get("timestamp", "")
    if door.is_plain and get("encrypt_type", "raw") != "aes":
        is_signed = signatures.is_valid(get("signature", ""), door.token, timestamp, get("nonce", ""))
        return Opened(body, None) if is_signed and _is_fresh(timestamp, now) else None
    try:
        encrypted = envelope.read(body)
    except Malformed:
        encrypted = ""
    # In compatible mode plain fields stand beside; no signature covers them, so nobody reads them.
    is_signed = signatures.is_valid(
        get("msg_signature", ""), door.token, timestamp, get("nonce", ""), encrypted
    )
    if not (is_signed and _is_fresh(timestamp, now) and door.plate is not None):
        return None
    try:
        opened = door.cipher.decrypt(encrypted)
    except Refused:
        return None
    return Opened(opened.xml, opened.key_index)


def _is_fresh(timestamp: str, now: float) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP):
        return False
    return abs(int(timestamp) - now) <= FRESHNESS_SECONDS
