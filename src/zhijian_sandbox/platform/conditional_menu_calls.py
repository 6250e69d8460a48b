"""Menus that only some followers see: by tag, by kind of phone."""

from typing import Any
from urllib.parse import urlsplit

from zhijian_sandbox import menus
from zhijian_sandbox.platform import limits
from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.menu_calls import new_menu_id, with_sub_buttons
from zhijian_sandbox.platform.menu_rules import check_menu
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import conditional_menus, followers, tags

MAX_OUTSIDE_DOMAINS = 3
_WITHDRAWN = ("sex", "country", "province", "city", "language")


def add(call: Call) -> Fields:
    fields = call.fields(keep_escapes=True)
    if call.app.menu is None:
        raise PlatformError(65303)
    if not fields.get("button"):
        raise PlatformError(65307)
    rule = _rule(call, fields.get("matchrule"))
    menu = {"button": check_menu(call.parts.store, fields["button"], appid=call.app.appid)}
    if len(_hosts(menu["button"])) > MAX_OUTSIDE_DOMAINS:
        raise PlatformError(65316)
    with call.parts.store.transaction():
        made = conditional_menus.newest_first(call.parts.store, call.app.appid)
        if len(made) >= limits.CONDITIONAL_MENUS:
            raise PlatformError(65305)
        menu_id = new_menu_id(call)
        conditional_menus.add(call.parts.store, call.app.appid, menu_id=menu_id, menu=menu, rule=rule)
        call.parts.phones.announce_menu(call.app.appid)
    return {"menuid": str(menu_id)}


def delete(call: Call) -> Fields:
    number = _number(call.fields().get("menuid"))
    with call.parts.store.transaction():
        if number is None or not conditional_menus.remove(call.parts.store, call.app.appid, number):
            raise PlatformError(65301)
        call.parts.phones.announce_menu(call.app.appid)
    return done()


def try_match(call: Call) -> Fields:
    """By openid, or by WeChat id, which on this desk is the phone's name: phone-1."""
    tie = _person(call, call.fields().get("user_id"))
    menu = menus.matched(call.parts.store, call.app, tie).menu
    if menu is None:
        raise PlatformError(46003)
    return {"button": with_sub_buttons(menu)}


def _person(call: Call, user_id: Any) -> followers.Tie:
    store, appid = call.parts.store, call.app.appid
    tie = followers.tie_by_openid(store, appid, user_id) if isinstance(user_id, str) else None
    if tie is None and isinstance(user_id, str) and user_id.startswith(followers.PREFIX):
        person = followers.find_by_name(store, user_id)
        tie = followers.tie(store, appid, person.number) if person is not None else None
    if tie is None or not tie.following:
        raise PlatformError(46004)
    return tie


def _rule(call: Call, rule: Any) -> dict[str, str]:
    """Sex, place and language are no longer known, and no longer taken."""
    if not isinstance(rule, dict):
        raise PlatformError(65304)
    if any(rule.get(name) for name in _WITHDRAWN):
        raise PlatformError(65320)
    kept = {
        name: str(rule[name])
        for name in ("tag_id", "client_platform_type")
        if isinstance(rule.get(name), str | int) and str(rule[name])
    }
    if not kept:
        raise PlatformError(65304)
    tag = _number(kept.get("tag_id", "0"))
    if "tag_id" in kept and (tag is None or not tags.exists(call.parts.store, call.app.appid, tag)):
        raise PlatformError(limits.CONDITIONAL_MENU_BAD_TAG)
    if kept.get("client_platform_type", "1") not in menus.PLATFORMS.values():
        raise PlatformError(40035)
    return kept


def _number(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        return int(value)
    return value if type(value) is int and 0 <= value < 2**40 else None


def _hosts(buttons: list[dict[str, Any]]) -> set[str]:
    found = {urlsplit(button["url"]).hostname or "" for button in buttons if "url" in button}
    return found.union(*(_hosts(menus.below(button)) for button in buttons if menus.below(button)))


ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/menu/addconditional", add, right=Right.MENU, daily=2000),
    Endpoint("POST", "/cgi-bin/menu/delconditional", delete, right=Right.MENU, daily=2000),
    Endpoint("POST", "/cgi-bin/menu/trymatch", try_match, right=Right.MENU, daily=20_000),
)
