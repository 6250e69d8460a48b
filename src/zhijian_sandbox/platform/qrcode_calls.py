"""Codes with a scene, and their pictures."""

from io import BytesIO
from typing import Any

import segno

from zhijian_sandbox.platform.call import Call, Endpoint, Fields
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.posters import poster
from zhijian_sandbox.state import qrcodes

DEFAULT_SECONDS = 60
MAX_SECONDS = 2_592_000
MAX_PERMANENT = 100_000


def create(call: Call) -> Fields:
    fields = call.fields()
    action = fields.get("action_name")
    if action not in ("QR_SCENE", "QR_STR_SCENE", "QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"):
        raise PlatformError(40035)
    permanent = "LIMIT" in action
    scene = _scene(fields, is_text="STR" in action, permanent=permanent)
    seconds = None if permanent else _seconds(fields)
    store, appid = call.parts.store, call.app.appid
    if permanent and qrcodes.count_permanent(store, appid) >= MAX_PERMANENT:
        raise PlatformError(45029)
    expires_at = None if seconds is None else call.now + seconds
    code = qrcodes.add(store, appid=appid, scene=scene, expires_at=expires_at, at=call.now)
    call.parts.hub.publish("qrcode", poster(code, now=call.now))
    answer: Fields = {"ticket": code.ticket, "url": code.url}
    return answer if seconds is None else {**answer, "expire_seconds": seconds}


def picture(text: str, *, kind: str) -> bytes:
    """The QR code of a text as png or svg."""
    out = BytesIO()
    code = segno.make(text, error="m", micro=False)
    if kind == "png":
        code.save(out, kind="png", scale=8, border=4)
    else:
        code.save(out, kind="svg", scale=8, border=4, omitsize=True, xmldecl=False)
    return out.getvalue()


def _scene(fields: Fields, *, is_text: bool, permanent: bool) -> int | str:
    info = fields.get("action_info")
    scene: Any = info.get("scene") if isinstance(info, dict) else None
    if not isinstance(scene, dict):
        raise PlatformError(40035)
    if is_text:
        words = scene.get("scene_str")
        if not isinstance(words, str) or not 1 <= len(words) <= 64:
            raise PlatformError(40035)
        return words
    number = scene.get("scene_id")
    if type(number) is not int or not 1 <= number <= (100_000 if permanent else 2**32 - 1):
        raise PlatformError(40035)
    return number


def _seconds(fields: Fields) -> int:
    seconds = fields.get("expire_seconds", DEFAULT_SECONDS)
    if type(seconds) is not int or not 1 <= seconds <= MAX_SECONDS:
        raise PlatformError(40035)
    return seconds


ENDPOINTS = (Endpoint("POST", "/cgi-bin/qrcode/create", create, right=Right.VERIFIED_SERVICE, daily=100_000),)
