"""The app on somebody's phone that shows six digits (RFC 6238)."""

import base64
import hmac
import struct
import time

PERIOD_SECONDS = 30


def code_of(secret: str, *, periods_ago: int = 0) -> str:
    counter = int(time.time()) // PERIOD_SECONDS - periods_ago
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), "sha1")
    place = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[place : place + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
