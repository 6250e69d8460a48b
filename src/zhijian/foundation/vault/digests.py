"""Finding a sealed value again without opening it."""

import hmac
from functools import lru_cache

from django.conf import settings

from zhijian.foundation.vault.sealing import keys

DIGEST_BYTES = 16


def digest(text: str, *, place: str) -> bytes:
    """The same for the same text and place. Without the key file nobody can try numbers until one fits.

    Made with the oldest key, so that a new key for sealing does not lose what was found by the old one.
    """
    purpose = _purpose(keys(settings.ZHIJIAN_KEY_FILE)[-1], place)
    return hmac.digest(purpose, text.encode(), "sha256")[:DIGEST_BYTES]


@lru_cache(maxsize=16)
def _purpose(key: bytes, place: str) -> bytes:
    return hmac.digest(key, b"zhijian digest of " + place.encode(), "sha256")
