"""Which menu a phone shows: the back end's while the server configuration is off, else the newest that is
for this person, else the one for everybody."""

from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state import conditional_menus, followers, tags
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.state.store import Store

PLATFORMS = {"ios": "1", "android": "2", "other": "3"}
_FIELDS = ("key", "url", "media_id", "article_id", "appid", "pagepath", "value")


@dataclass(frozen=True, slots=True)
class ShownMenu:
    """`menu_id` is None for a menu of the back end."""

    menu_id: int | None
    menu: dict[str, Any] | None

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return list((self.menu or {}).get("button", []))


def shown_to(store: Store, app: App, tie: Tie) -> ShownMenu:
    """The menu of this person at this account."""
    if not app.settings.server_enabled and app.backend_menu is not None:
        return ShownMenu(None, app.backend_menu)
    return matched(store, app, tie)


def matched(store: Store, app: App, tie: Tie) -> ShownMenu:
    """Of the menus made through the API."""
    if app.menu is None:
        return ShownMenu(None, None)
    made_for_some = conditional_menus.newest_first(store, app.appid)
    if made_for_some:
        carried = {str(tag) for tag in tags.of_tie(store, tie.id)}
        person = followers.find(store, tie.follower)
        platform = PLATFORMS.get(person.platform if person is not None else "", "")
        for one in made_for_some:
            wanted_tag, wanted_platform = one.rule.get("tag_id"), one.rule.get("client_platform_type")
            if (not wanted_tag or wanted_tag in carried) and wanted_platform in (None, "", platform):
                return ShownMenu(one.menu_id, one.menu)
    return ShownMenu(app.menu_id, app.menu)


def for_everybody(app: App) -> ShownMenu:
    """The menu of somebody who is in no way special."""
    if not app.settings.server_enabled and app.backend_menu is not None:
        return ShownMenu(None, app.backend_menu)
    return ShownMenu(app.menu_id, app.menu)


def drawn(menu: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The buttons as phones draw them."""
    return [_drawn(button) for button in (menu or {}).get("button", [])]


def below(button: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons under one: a list in a menu of the API, {list: [...]} in one of the back end."""
    sub = button.get("sub_button") or []
    return list(sub.get("list") or []) if isinstance(sub, dict) else list(sub)


def _drawn(button: dict[str, Any]) -> dict[str, Any]:
    sub = below(button)
    if sub:
        return {"name": button["name"], "type": None, "sub": [_drawn(one) for one in sub]}
    known: dict[str, Any] = {name: button[name] for name in _FIELDS if name in button}
    return {"name": button["name"], "type": button["type"], **known, "sub": []}
