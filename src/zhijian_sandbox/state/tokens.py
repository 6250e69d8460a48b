"""Access tokens: how they are bought, overlap, run out and die.

Plain and stable tokens know nothing of each other. A new plain token leaves the old one five minutes.
A stable token is the same for everyone until five minutes before its end; then the next one is handed
out, and both are good until the old one ends. A forced stable token ends the others at once.
"""

import re
from dataclasses import dataclass

from zhijian_sandbox import identifiers
from zhijian_sandbox.state.store import Store

LIFE_SECONDS = 7200
OVERLAP_SECONDS = 300
_KEPT_SECONDS = 30 * 86400  # so that an old token is told apart from an invented one


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    expires_in: int


def issue_plain(store: Store, appid: str, *, now: float) -> Token:
    with store.transaction():
        store.run(
            "UPDATE tokens SET revoked_at = ? WHERE appid = ? AND kind = 'plain' AND revoked_at IS NULL",
            now + OVERLAP_SECONDS,
            appid,
        )
        return _issue(store, appid, kind="plain", now=now)


def issue_stable(store: Store, appid: str, *, now: float, force: bool) -> Token:
    with store.transaction():
        if force:
            store.run("UPDATE tokens SET revoked_at = 0 WHERE appid = ? AND kind = 'stable'", appid)
            return _issue(store, appid, kind="stable", now=now)
        row = store.one(
            """SELECT token, expires_at FROM tokens WHERE appid = ? AND kind = 'stable' AND revoked_at IS NULL
               ORDER BY made_at DESC LIMIT 1""",
            appid,
        )
        if row is not None and row["expires_at"] - now > OVERLAP_SECONDS:
            return Token(row["token"], int(row["expires_at"] - now))
        return _issue(store, appid, kind="stable", now=now)


def owner(store: Store, token: str) -> str | None:
    """Whose token it is, alive or not."""
    row = store.one("SELECT appid FROM tokens WHERE token = ?", token)
    return str(row["appid"]) if row is not None else None


def problem(store: Store, token: str, *, now: float) -> int:
    """0 when the token is good, else the error code the platform answers."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,512}", token):
        return 40014
    row = store.one("SELECT expires_at, revoked_at FROM tokens WHERE token = ?", token)
    if row is None or (row["revoked_at"] is not None and row["revoked_at"] <= now):
        return 40001
    return 42001 if row["expires_at"] <= now else 0


def kill(store: Store, token: str) -> None:
    """As if somebody else had bought a new one: it is dead from this moment."""
    store.run("UPDATE tokens SET revoked_at = 0 WHERE token = ?", token)


def last_forced_at(store: Store, appid: str) -> float:
    """When a stable token was last forced; 0 when never."""
    return float(store.meta(f"forced:{appid}") or 0)


def note_forced(store: Store, appid: str, *, now: float) -> None:
    store.set_meta(f"forced:{appid}", repr(now))


def _issue(store: Store, appid: str, *, kind: str, now: float) -> Token:
    store.run("DELETE FROM tokens WHERE appid = ? AND expires_at < ?", appid, now - _KEPT_SECONDS)
    token = identifiers.access_token()
    store.run("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)", token, appid, kind, now, now + LIFE_SECONDS)
    return Token(token, LIFE_SECONDS)
