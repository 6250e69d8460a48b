"""Codes with a scene, made through the API: posters on the desk, to be scanned by phones."""

import json
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox import identifiers
from zhijian_sandbox.state.store import Store


@dataclass(frozen=True, slots=True)
class QrCode:
    ticket: str
    appid: str
    scene: int | str
    permanent: bool
    url: str
    made_at: float
    expires_at: float | None

    def is_alive(self, now: float) -> bool:
        return self.expires_at is None or now < self.expires_at


def add(store: Store, *, appid: str, scene: int | str, expires_at: float | None, at: float) -> QrCode:
    """A new code. A permanent one for the same scene is the same code again, as on the platform."""
    permanent = expires_at is None
    if permanent:
        row = store.one(
            "SELECT * FROM qrcodes WHERE appid = ? AND permanent = 1 AND scene = ?", appid, json.dumps(scene)
        )
        if row is not None:
            return _code(row)
    ticket = identifiers.ticket()
    store.run(
        """INSERT INTO qrcodes (ticket, appid, scene, permanent, url, made_at, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        ticket,
        appid,
        json.dumps(scene),
        permanent,
        identifiers.scannable_url(),
        at,
        expires_at,
    )
    code = by_ticket(store, ticket)
    if code is None:
        raise LookupError(ticket)
    return code


def by_ticket(store: Store, ticket: str) -> QrCode | None:
    row = store.one("SELECT * FROM qrcodes WHERE ticket = ?", ticket)
    return _code(row) if row is not None else None


def by_url(store: Store, url: str) -> QrCode | None:
    row = store.one("SELECT * FROM qrcodes WHERE url = ?", url)
    return _code(row) if row is not None else None


def newest_for_scene(store: Store, appid: str, scene: int | str) -> QrCode | None:
    row = store.one(
        "SELECT * FROM qrcodes WHERE appid = ? AND scene = ? ORDER BY id DESC LIMIT 1",
        appid,
        json.dumps(scene),
    )
    return _code(row) if row is not None else None


def newest(store: Store, *, limit: int) -> list[QrCode]:
    return [_code(row) for row in store.all("SELECT * FROM qrcodes ORDER BY id DESC LIMIT ?", limit)]


def count_permanent(store: Store, appid: str) -> int:
    return store.number("SELECT count(*) FROM qrcodes WHERE appid = ? AND permanent = 1", appid)


def _code(row: Any) -> QrCode:
    return QrCode(
        ticket=row["ticket"],
        appid=row["appid"],
        scene=json.loads(row["scene"]),
        permanent=bool(row["permanent"]),
        url=row["url"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
    )
