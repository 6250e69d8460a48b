"""Web logins: codes, tokens for pages, and how long each lives."""

import secrets
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state.store import Store

CODE_SECONDS = 300
TOKEN_SECONDS = 7200
REFRESH_SECONDS = 30 * 86400


@dataclass(frozen=True, slots=True)
class Login:
    refresh_token: str
    access_token: str
    appid: str
    openid: str
    scope: str
    expires_at: float
    refresh_expires_at: float


def add_code(store: Store, appid: str, *, openid: str, scope: str, snapshot: bool, at: float) -> str:
    code = secrets.token_urlsafe(24)
    store.run(
        "INSERT INTO login_codes VALUES (?, ?, ?, ?, ?, ?, 0)", code, appid, openid, scope, snapshot, at
    )
    return code


def code(store: Store, text: str, *, appid: str) -> Any:
    """The row of a code of this account, or None."""
    return store.one("SELECT * FROM login_codes WHERE code = ? AND appid = ?", text, appid)


def use(store: Store, text: str, *, at: float) -> Login:
    """Trade a code that was found good for a login."""
    with store.transaction():
        store.run("UPDATE login_codes SET used = 1 WHERE code = ?", text)
        row = store.one("SELECT * FROM login_codes WHERE code = ?", text)
        if row is None:
            raise LookupError(text)
        refresh, access = (f"{secrets.randbelow(90) + 10}_{secrets.token_urlsafe(64)}" for _ in range(2))
        store.run(
            "INSERT INTO logins VALUES (?, ?, ?, ?, ?, ?, ?)",
            refresh,
            access,
            row["appid"],
            row["openid"],
            row["scope"],
            at + TOKEN_SECONDS,
            at + REFRESH_SECONDS,
        )
    return _login(store.one("SELECT * FROM logins WHERE refresh_token = ?", refresh))


def by_refresh_token(store: Store, token: str, *, appid: str) -> Login | None:
    row = store.one("SELECT * FROM logins WHERE refresh_token = ? AND appid = ?", token, appid)
    return _login(row) if row is not None else None


def by_access_token(store: Store, token: str) -> Login | None:
    row = store.one("SELECT * FROM logins WHERE access_token = ?", token)
    return _login(row) if row is not None else None


def renew(store: Store, login: Login, *, at: float) -> Login:
    """A token still good lives on from now; a dead one is replaced. The refresh token stays."""
    access = login.access_token
    if login.expires_at <= at:
        access = f"{secrets.randbelow(90) + 10}_{secrets.token_urlsafe(64)}"
    store.run(
        "UPDATE logins SET access_token = ?, expires_at = ? WHERE refresh_token = ?",
        access,
        at + TOKEN_SECONDS,
        login.refresh_token,
    )
    return _login(store.one("SELECT * FROM logins WHERE refresh_token = ?", login.refresh_token))


def _login(row: Any) -> Login:
    return Login(*tuple(row))
