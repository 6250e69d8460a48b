"""Reading a menu as the admin back end makes it: the shape of `selfmenu_info`."""

from typing import Any

from zhijian_sandbox.refusal import Refusal

_NEEDS = {
    "view": "url",
    "text": "value",
    "img": "value",
    "photo": "value",
    "voice": "value",
    "video": "value",
    "news": "news_info",
}


def read(data: dict[str, Any]) -> dict[str, Any]:
    """1 to 3 buttons, each with up to five below it in sub_button.list. `Refusal` names what is wrong."""
    buttons = data.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise Refusal("button 是 1 到 3 项的列表", field="button")
    return {"button": [_read(one, may_have_more=True) for one in buttons]}


def _read(button: Any, *, may_have_more: bool) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("name"), str) or not button["name"]:
        raise Refusal("每一项要有 name", field="button")
    sub = button.get("sub_button")
    if sub:
        below = sub.get("list") if isinstance(sub, dict) else None
        if not may_have_more or not isinstance(below, list) or not 1 <= len(below) <= 5:
            raise Refusal('sub_button 写成 {"list": [1 到 5 项]}，只有一层', field="button")
        read_below = [_read(one, may_have_more=False) for one in below]
        return {"name": button["name"], "sub_button": {"list": read_below}}
    kind = button.get("type")
    if kind not in _NEEDS:
        raise Refusal(f"type 是 {'、'.join(_NEEDS)} 之一", field="button")
    if not button.get(_NEEDS[kind]):
        raise Refusal(f"{kind} 要有 {_NEEDS[kind]}", field="button")
    return dict(button)
