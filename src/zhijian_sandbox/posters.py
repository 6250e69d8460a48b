"""The codes that lie on the desk to be scanned."""

from typing import Any
from urllib.parse import quote

from zhijian_sandbox.acts.following import own_address
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.qrcodes import QrCode


def poster(code: QrCode, *, now: float) -> dict[str, Any]:
    """A code made through the API."""
    return {
        "ticket": code.ticket,
        "appid": code.appid,
        "title": f"场景 {code.scene}",
        "scene": code.scene,
        "url": code.url,
        "picture_url": f"/cgi-bin/showqrcode?ticket={quote(code.ticket, safe='')}",
        "expires_at": round(code.expires_at, 3) if code.expires_at is not None else None,
        "expired": not code.is_alive(now),
    }


def own_poster(app: App) -> dict[str, Any]:
    """The account's own code, which leads to it and says no more."""
    return {
        "ticket": None,
        "appid": app.appid,
        "title": "关注",
        "scene": None,
        "url": own_address(app.gh_id),
        "picture_url": f"/_sandbox/apps/{quote(app.appid, safe='')}/qrcode.svg",
        "expires_at": None,
        "expired": False,
    }
