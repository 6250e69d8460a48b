"""Official Accounts registered at the sandbox."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from zhijian_sandbox.state.store import Store

DEFAULT_ALLOWED_IPS = ("127.0.0.0/8", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """What was registered. `secret`, `token` and `aes_key` do not show in a repr."""

    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    mode: str
    callback_url: str
    kind: str
    verified: bool
    name: str
    allowed_ips: tuple[str, ...] = DEFAULT_ALLOWED_IPS
    quotas: dict[str, int] = field(default_factory=dict)
    rates: dict[str, int] = field(default_factory=dict)
    server_enabled: bool = True
    comments: bool = True
    oauth_domains: tuple[str, ...] = ()
    js_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class App:
    appid: str
    gh_id: str
    registered_at: float
    settings: Settings
    menu: dict[str, Any] | None
    menu_id: int | None
    autoreply: dict[str, Any] | None
    backend_menu: dict[str, Any] | None

    @property
    def name(self) -> str:
        return self.settings.name


def save(store: Store, appid: str, *, gh_id: str, settings: Settings, at: float) -> None:
    """Register, or replace what is registered; menu, tags, followers and chats stay.

    A changed secret ends the tokens it bought.
    """
    with store.transaction():
        before = find(store, appid)
        store.run(
            """INSERT INTO apps (appid, gh_id, settings, registered_at) VALUES (?, ?, ?, ?)
               ON CONFLICT (appid) DO UPDATE SET gh_id = excluded.gh_id, settings = excluded.settings""",
            appid,
            gh_id,
            json.dumps(asdict(settings), ensure_ascii=False),
            at,
        )
        if before is not None and before.settings.secret != settings.secret:
            store.run("DELETE FROM tokens WHERE appid = ?", appid)


def find(store: Store, appid: str) -> App | None:
    row = store.one("SELECT * FROM apps WHERE appid = ?", appid)
    return _app(row) if row is not None else None


def owner_of_gh_id(store: Store, gh_id: str) -> str | None:
    row = store.one("SELECT appid FROM apps WHERE gh_id = ?", gh_id)
    return str(row["appid"]) if row is not None else None


def every(store: Store) -> list[App]:
    """All accounts, the earliest registered first."""
    return [_app(row) for row in store.all("SELECT * FROM apps ORDER BY registered_at, appid")]


def remove(store: Store, appid: str) -> None:
    with store.transaction():
        store.run("DELETE FROM faults WHERE appid = ?", appid)
        store.run("DELETE FROM apps WHERE appid = ?", appid)


def set_menu(store: Store, appid: str, menu: dict[str, Any] | None, *, menu_id: int | None) -> None:
    text = json.dumps(menu, ensure_ascii=False) if menu is not None else None
    store.run("UPDATE apps SET menu = ?, menu_id = ? WHERE appid = ?", text, menu_id, appid)


def set_autoreply(store: Store, appid: str, autoreply: dict[str, Any]) -> None:
    store.run(
        "UPDATE apps SET autoreply = ? WHERE appid = ?", json.dumps(autoreply, ensure_ascii=False), appid
    )


def set_backend_menu(store: Store, appid: str, menu: dict[str, Any] | None) -> None:
    text = json.dumps(menu, ensure_ascii=False) if menu is not None else None
    store.run("UPDATE apps SET backend_menu = ? WHERE appid = ?", text, appid)


def _app(row: Any) -> App:
    settings = json.loads(row["settings"])
    for name in ("allowed_ips", "oauth_domains", "js_domains"):
        settings[name] = tuple(settings.get(name, ()))
    return App(
        appid=row["appid"],
        gh_id=row["gh_id"],
        registered_at=row["registered_at"],
        settings=Settings(**settings),
        menu=json.loads(row["menu"]) if row["menu"] else None,
        menu_id=row["menu_id"],
        autoreply=json.loads(row["autoreply"]) if row["autoreply"] else None,
        backend_menu=json.loads(row["backend_menu"]) if row["backend_menu"] else None,
    )
