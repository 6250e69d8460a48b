"""The account's menu."""

from typing import Any

from zhijian_sandbox.phones import menu_buttons
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.menu_rules import check_menu
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import apps


def create(call: Call) -> Fields:
    """Replace the menu. Chinese sent as \\uXXXX is stored, and shown, as exactly that."""
    buttons = call.fields(keep_escapes=True).get("button")
    menu = {"button": check_menu(call.parts.store, buttons, appid=call.app.appid)}
    with call.parts.store.transaction():
        menu_id = 400_000_000 + call.parts.store.next_number("menu")
        apps.set_menu(call.parts.store, call.app.appid, menu, menu_id=menu_id)
        _announce(call, menu)
    return done()


def get(call: Call) -> Fields:
    if call.app.menu is None:
        raise PlatformError(46003)
    buttons = [_with_sub_buttons(button) for button in call.app.menu["button"]]
    return {"menu": {"button": buttons, "menuid": call.app.menu_id}}


def delete(call: Call) -> Fields:
    with call.parts.store.transaction():
        apps.set_menu(call.parts.store, call.app.appid, None, menu_id=None)
        _announce(call, None)
    return done()


def current(call: Call) -> Fields:
    """The menu in another shape; the one call about it that every account may make."""
    if call.app.menu is None:
        return {"is_menu_open": 0}
    return {
        "is_menu_open": 1,
        "selfmenu_info": {"button": [_in_list(one) for one in call.app.menu["button"]]},
    }


def _announce(call: Call, menu: dict[str, Any] | None) -> None:
    call.parts.hub.publish("menu", {"appid": call.app.appid, "menu": menu_buttons(menu)})


def _with_sub_buttons(button: dict[str, Any]) -> dict[str, Any]:
    """The platform answers an empty sub_button with every button that has none."""
    return {**button, "sub_button": [_with_sub_buttons(one) for one in button.get("sub_button") or []]}


def _in_list(button: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in button.items() if name != "sub_button"}
    sub = button.get("sub_button")
    return {**rest, "sub_button": {"list": sub}} if sub else rest


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/menu/create", create, right=Right.MENU, daily=1000),
    Endpoint("GET", "/cgi-bin/menu/get", get, right=Right.MENU, daily=10_000),
    Endpoint("GET", "/cgi-bin/menu/delete", delete, right=Right.MENU, daily=1000),
    Endpoint("GET", "/cgi-bin/get_current_selfmenu_info", current),
)
