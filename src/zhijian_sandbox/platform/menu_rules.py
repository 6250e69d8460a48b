"""Which menus the platform takes: 1–3 buttons, each with 1–5 below it, and what each must have."""

import json
import re
from typing import Any

from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.state import media, posts
from zhijian_sandbox.state.store import Store

_WITH_KEY = (
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
)
_WITH_MEDIA = ("media_id", "view_limited")
_WITH_ARTICLE = ("article_id", "article_view_limited")
_FIELDS = ("type", "name", "key", "url", "media_id", "article_id", "appid", "pagepath")
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*")


def check_menu(store: Store, buttons: Any, *, appid: str) -> list[dict[str, Any]]:
    """The buttons as they will be stored. `PlatformError` with the platform's code otherwise."""
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise PlatformError(40016)
    return [_top(store, button, appid=appid) for button in buttons]


def _top(store: Store, button: Any, *, appid: str) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise PlatformError(40016)
    _check_text(button, "name", most_bytes=16, problem=40018)
    sub = button.get("sub_button")
    if not sub:
        return _leaf(store, button, appid=appid, is_sub=False)
    if not isinstance(sub, list) or len(sub) > 5 or not all(isinstance(one, dict) for one in sub):
        raise PlatformError(40023)
    for one in sub:
        if one.get("sub_button"):
            raise PlatformError(40023)
        _check_text(one, "name", most_bytes=60, problem=40025)
    return {
        "name": button["name"],
        "sub_button": [_leaf(store, one, appid=appid, is_sub=True) for one in sub],
    }


def _leaf(store: Store, button: dict[str, Any], *, appid: str, is_sub: bool) -> dict[str, Any]:
    kind = button.get("type")
    if kind in _WITH_KEY:
        _check_text(button, "key", most_bytes=128, problem=40026 if is_sub else 40019)
    elif kind == "view":
        _check_address(button, problem=40027 if is_sub else 40020)
    elif kind == "miniprogram":
        _check_address(button, problem=40027 if is_sub else 40020)
        _check_text(button, "appid", most_bytes=64, problem=45064)
        _check_text(button, "pagepath", most_bytes=1024, problem=45064)
    elif kind in _WITH_MEDIA:
        found = media.find(store, str(button.get("media_id")))
        if found is None or found.appid != appid or found.gone:
            raise PlatformError(40007)
    elif kind in _WITH_ARTICLE:
        post = posts.by_article_id(store, appid, str(button.get("article_id")))
        if post is None or post.articles[0]["is_deleted"]:
            raise PlatformError(53600)
    else:
        raise PlatformError(40024 if is_sub else 40017)
    return {name: button[name] for name in _FIELDS if name in button}


def _check_address(button: dict[str, Any], *, problem: int) -> None:
    url = _check_text(button, "url", most_bytes=1024, problem=problem)
    if not url.startswith(("http://", "https://")):
        raise PlatformError(problem)
    if "mp.weixin.qq.com/mp/profile_ext" in url:
        raise PlatformError(40155)


def _check_text(button: dict[str, Any], name: str, *, most_bytes: int, problem: int) -> str:
    value = button.get(name)
    if not isinstance(value, str) or not 1 <= len(_unescaped(value).encode(errors="replace")) <= most_bytes:
        raise PlatformError(problem)
    return value


def _unescaped(text: str) -> str:
    """What the sender meant by \\uXXXX: the platform measures that, and stores the escape."""
    return _ESCAPED.sub(lambda found: str(json.loads(f'"{found[0]}"')), text)
