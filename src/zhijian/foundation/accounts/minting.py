"""Making what an account needs and nobody should have to think up: keys, and its name in addresses."""

import re
import secrets
import string
from collections.abc import Container
from typing import Final

_LETTERS: Final = string.ascii_letters + string.digits
_TOKEN_LENGTH: Final = 32  # the longest WeChat takes
_AES_KEY_LENGTH: Final = 43
_SLUG_LENGTH: Final = 30


def new_token() -> str:
    """A callback token: about 190 bits, so that nobody can sign in WeChat's place."""
    return _random(_TOKEN_LENGTH)


def new_aes_key() -> str:
    """An EncodingAESKey: 43 letters and digits, about 256 bits."""
    return _random(_AES_KEY_LENGTH)


def slug_for(spoken: str, *, taken: Container[str]) -> str:
    """A name as it is said (青禾镇党建: qinghezhendangjian), as an address can hold it: free, never empty."""
    base = re.sub(r"[^a-z0-9]+", "-", spoken.lower()).strip("-")[:_SLUG_LENGTH].strip("-") or "account"
    slug, number = base, 1
    while slug in taken or slug == "new":
        number += 1
        slug = f"{base}-{number}"
    return slug


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
