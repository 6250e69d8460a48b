"""The account's menu."""

from typing import Any

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.menu_rules import check_menu
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import apps, conditional_menus


def create(call: Call) -> Fields:
    """Replace the menu. Chinese sent as \\uXXXX is stored, and shown, as exactly that."""
    buttons = call.fields(keep_escapes=True).get("button")
    menu = {"button": check_menu(call.parts.store, buttons, appid=call.app.appid)}
    with call.parts.store.transaction():
        apps.set_menu(call.parts.store, call.app.appid, menu, menu_id=new_menu_id(call))
        call.parts.phones.announce_menu(call.app.appid)
    return done()


def new_menu_id(call: Call) -> int:
    return 400_000_000 + call.parts.store.next_number("menu")


def get(call: Call) -> Fields:
    """The menu, and those for some, the newest first."""
    if call.app.menu is None:
        raise PlatformError(46003)
    answer: Fields = {"menu": {"button": with_sub_buttons(call.app.menu), "menuid": call.app.menu_id}}
    made_for_some = conditional_menus.newest_first(call.parts.store, call.app.appid)
    if made_for_some:
        answer["conditionalmenu"] = [
            {"button": with_sub_buttons(one.menu), "matchrule": one.rule, "menuid": one.menu_id}
            for one in made_for_some
        ]
    return answer


def delete(call: Call) -> Fields:
    """The menu, and those for some with it."""
    with call.parts.store.transaction():
        conditional_menus.remove_all(call.parts.store, call.app.appid)
        apps.set_menu(call.parts.store, call.app.appid, None, menu_id=None)
        call.parts.phones.announce_menu(call.app.appid)
    return done()


def current(call: Call) -> Fields:
    """The menu in another shape, also one made in the back end; every account may ask.

    With the server configuration on, the back end's menu is told of, but closed.
    """
    app = call.app
    if app.backend_menu is not None and (app.menu is None or not app.settings.server_enabled):
        return {"is_menu_open": int(not app.settings.server_enabled), "selfmenu_info": app.backend_menu}
    if app.menu is None:
        return {"is_menu_open": 0}
    return {"is_menu_open": 1, "selfmenu_info": {"button": [_in_list(one) for one in app.menu["button"]]}}


def with_sub_buttons(menu: dict[str, Any]) -> list[dict[str, Any]]:
    """As menu/get answers buttons: an empty sub_button with every one that has none."""
    return [_with_sub_buttons(button) for button in menu["button"]]


def _with_sub_buttons(button: dict[str, Any]) -> dict[str, Any]:
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
