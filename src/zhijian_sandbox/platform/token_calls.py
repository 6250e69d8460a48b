"""access_token: /cgi-bin/token and /cgi-bin/stable_token."""

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, Key
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.state import tokens, usage

FORCED_A_DAY = 20
SECONDS_BETWEEN_FORCED = 30


def token(call: Call) -> Fields:
    if call.query.get("grant_type") != "client_credential":
        raise PlatformError(40002)
    bought = tokens.issue_plain(call.parts.store, call.app.appid, now=call.now)
    return {"access_token": bought.text, "expires_in": bought.expires_in}


def stable_token(call: Call) -> Fields:
    fields = call.fields()
    if fields.get("grant_type") != "client_credential":
        raise PlatformError(40002)
    force = fields.get("force_refresh", False)
    if not isinstance(force, bool):
        raise PlatformError(47001)
    if force:
        _allow_force(call)
    bought = tokens.issue_stable(call.parts.store, call.app.appid, now=call.now, force=force)
    return {"access_token": bought.text, "expires_in": bought.expires_in}


def _allow_force(call: Call) -> None:
    store, appid, day = call.parts.store, call.app.appid, call.parts.clock.day()
    since = call.now - tokens.last_forced_at(store, appid)
    if 0 <= since < SECONDS_BETWEEN_FORCED:
        raise PlatformError(45011)
    if usage.count(store, appid, "stable_token forced", period=day) > FORCED_A_DAY:
        raise PlatformError(45009)
    tokens.note_forced(store, appid, now=call.now)


ENDPOINTS = (
    Endpoint("ANY", "/cgi-bin/token", token, daily=2000, key=Key.SECRET),
    Endpoint("POST", "/cgi-bin/stable_token", stable_token, daily=500_000, per_minute=10_000, key=Key.SECRET),
)
