"""Seal and open: AES-256-GCM, bound to the place the value belongs to."""

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zhijian.foundation.vault.keyfile import read_or_make_keys

_VERSION = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12


class CannotOpen(Exception):
    """The value was sealed with a key this installation does not hold, or was altered or moved."""


def seal(text: str, *, place: str) -> bytes:
    """The sealed form of `text`; it opens only with the same `place` (table and column)."""
    key = keys(settings.ZHIJIAN_KEY_FILE)[0]
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + _id_of(key) + nonce + _cipher(key).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, *, place: str) -> str:
    """The text that was sealed. Raises `CannotOpen`, with no detail on purpose."""
    key_id, rest = sealed[1 : 1 + _KEY_ID_BYTES], sealed[1 + _KEY_ID_BYTES :]
    for key in keys(settings.ZHIJIAN_KEY_FILE):
        if sealed[:1] == _VERSION and _id_of(key) == key_id:
            try:
                return _cipher(key).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], place.encode()).decode()
            except InvalidTag:
                break
    raise CannotOpen(f"a sealed value of {place} does not open with the key file of this installation")


@lru_cache(maxsize=4)
def keys(path: Path) -> tuple[bytes, ...]:
    """All keys of the file, newest first."""
    return read_or_make_keys(path)


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


@lru_cache(maxsize=8)
def _id_of(key: bytes) -> bytes:
    return hashlib.sha256(b"zhijian vault key id" + key).digest()[:_KEY_ID_BYTES]
