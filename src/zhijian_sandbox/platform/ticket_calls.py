"""The ticket pages sign with, for the platform's script in web pages."""

import json
import secrets

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.state.store import Store

LIFE_SECONDS = 7200


def get(call: Call) -> Fields:
    """The same until it ends."""
    kind = call.query.get("type")
    if kind not in ("jsapi", "wx_card"):
        raise PlatformError(40035)
    ticket, left = living(call.parts.store, call.app.appid, kind=kind, now=call.now)
    if not ticket:
        ticket, left = f"{kind}_{secrets.token_urlsafe(48)}", LIFE_SECONDS
        kept = json.dumps({"ticket": ticket, "expires_at": call.now + LIFE_SECONDS})
        call.parts.store.set_meta(_name(call.app.appid, kind), kept)
    return done(ticket=ticket, expires_in=left)


def living(store: Store, appid: str, *, kind: str, now: float) -> tuple[str, int]:
    """The ticket that is good now and for how long; "" when there is none."""
    kept = store.meta(_name(appid, kind))
    if not kept:
        return "", 0
    made = json.loads(kept)
    left = int(made["expires_at"] - now)
    return (str(made["ticket"]), left) if left > 0 else ("", 0)


def _name(appid: str, kind: str) -> str:
    return f"ticket:{kind}:{appid}"


ENDPOINTS = (Endpoint("GET", "/cgi-bin/ticket/getticket", get),)
