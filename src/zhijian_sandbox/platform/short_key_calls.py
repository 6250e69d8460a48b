"""Long data kept under a short key."""

import secrets
import string

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError

MAX_BYTES = 4096
MAX_SECONDS = 2_592_000
KEY_LENGTH = 15
_SIGNS = string.ascii_letters + string.digits


def keep(call: Call) -> Fields:
    fields = call.fields()
    long_data, seconds = fields.get("long_data"), fields.get("expire_seconds", MAX_SECONDS)
    if not isinstance(long_data, str) or not 1 <= len(long_data.encode(errors="replace")) <= MAX_BYTES:
        raise PlatformError(9410010)
    if type(seconds) is not int or not 1 <= seconds <= MAX_SECONDS:
        raise PlatformError(9410012)
    short_key = "".join(secrets.choice(_SIGNS) for _ in range(KEY_LENGTH))
    call.parts.store.run(
        "INSERT INTO short_keys VALUES (?, ?, ?, ?, ?)",
        short_key,
        call.app.appid,
        long_data,
        call.now,
        call.now + seconds,
    )
    return done(short_key=short_key)


def fetch(call: Call) -> Fields:
    row = call.parts.store.one(
        "SELECT * FROM short_keys WHERE short_key = ? AND appid = ? AND expires_at > ?",
        str(call.fields().get("short_key")),
        call.app.appid,
        call.now,
    )
    if row is None:
        raise PlatformError(9410011)
    return done(
        long_data=row["long_data"],
        create_time=int(row["made_at"]),
        expire_seconds=int(row["expires_at"] - call.now),
    )


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/shorten/gen", keep),
    Endpoint("POST", "/cgi-bin/shorten/fetch", fetch),
)
