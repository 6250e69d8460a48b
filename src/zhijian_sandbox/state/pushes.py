"""Pushes (群发): what was handed over, to whom, and what came of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state.store import Store, Value

FIRST_MSG_ID = 3_147_483_647
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Push:
    id: int
    appid: str
    post: int | None
    draft: str | None
    client_id: str | None
    kind: str
    content: list[dict[str, Any]]
    to_all: bool
    tag: int | None
    openids: list[str] | None
    at: float
    state: str
    status: str
    total: int
    filtered: int
    sent: int
    errors: int
    finished_at: float | None

    @property
    def msg_id(self) -> int:
        return FIRST_MSG_ID + self.id


def add(store: Store, appid: str, values: dict[str, Value]) -> Push:
    return get(store, store.insert("pushes", {"appid": appid, **values}))


def get(store: Store, push_id: int) -> Push:
    row = store.one("SELECT * FROM pushes WHERE id = ?", push_id)
    if row is None:
        raise LookupError(push_id)
    return _push(row)


def by_msg_id(store: Store, appid: str, msg_id: int) -> Push | None:
    row = store.one("SELECT * FROM pushes WHERE appid = ? AND id = ?", appid, msg_id - FIRST_MSG_ID)
    return _push(row) if row is not None else None


def by_client_id(store: Store, appid: str, client_id: str, *, since: float) -> Push | None:
    """The first with this clientmsgid since then."""
    row = store.one(
        "SELECT * FROM pushes WHERE appid = ? AND client_id = ? AND at > ? ORDER BY id LIMIT 1",
        appid,
        client_id,
        since,
    )
    return _push(row) if row is not None else None


def by_article_url(store: Store, appid: str, url: str) -> Push | None:
    row = store.one(
        """SELECT pushes.* FROM pushes JOIN posts ON posts.id = pushes.post
           WHERE pushes.appid = ? AND instr(posts.articles, ?) > 0 ORDER BY pushes.id LIMIT 1""",
        appid,
        json.dumps(url, ensure_ascii=False),
    )
    return _push(row) if row is not None else None


def count_since(store: Store, appid: str, since: float, *, to_all_only: bool, failed_too: bool) -> int:
    return store.number(
        """SELECT count(*) FROM pushes
           WHERE appid = ? AND at >= ? AND to_all >= ? AND (? OR state <> 'failed')""",
        appid,
        since,
        int(to_all_only),
        failed_too,
    )


def newest(store: Store, appid: str, *, limit: int) -> list[Push]:
    rows = store.all("SELECT * FROM pushes WHERE appid = ? ORDER BY id DESC LIMIT ?", appid, limit)
    return [_push(row) for row in rows]


def change(store: Store, push_id: int, **changes: Value) -> None:
    """Set columns; the names are ours."""
    columns = ", ".join(f"{column} = ?" for column in changes)
    store.run(f"UPDATE pushes SET {columns} WHERE id = ?", *changes.values(), push_id)


def ties_for(store: Store, push: Push) -> tuple[int, list[int]]:
    """How many it was meant for, and the ties of those who can get anything at all."""
    living = "SELECT id FROM ties WHERE appid = ? AND following = 1 AND blacklisted = 0"
    if push.openids is not None:
        reached: list[int] = []
        for chunk in _chunks(push.openids):
            marks = ", ".join("?" * len(chunk))
            reached += _ids(store.all(f"{living} AND openid IN ({marks})", push.appid, *chunk))
        return len(push.openids), reached
    if push.to_all:
        total = store.number("SELECT count(*) FROM ties WHERE appid = ? AND following = 1", push.appid)
        return total, _ids(store.all(f"{living} ORDER BY id", push.appid))
    carriers = "SELECT tie FROM taggings WHERE appid = ? AND tag = ?"
    total = store.number(
        f"SELECT count(*) FROM ties WHERE appid = ? AND following = 1 AND id IN ({carriers})",
        push.appid,
        push.appid,
        push.tag,
    )
    sql = f"{living} AND id IN ({carriers}) ORDER BY id"
    return total, _ids(store.all(sql, push.appid, push.appid, push.tag))


def below_monthly_limit(store: Store, ties: Sequence[int], *, month: str, most: int) -> list[int]:
    """Those who got fewer than `most` this month."""
    full = set(
        _ids(store.all("SELECT tie AS id FROM push_receipts WHERE month = ? AND got >= ?", month, most))
    )
    return [tie for tie in ties if tie not in full]


def count_receipts(store: Store, ties: Sequence[int], *, month: str) -> None:
    store.run_many(
        """INSERT INTO push_receipts VALUES (?, ?, 1)
           ON CONFLICT (tie, month) DO UPDATE SET got = got + 1""",
        [(tie, month) for tie in ties],
    )


def _ids(rows: Sequence[Any]) -> list[int]:
    return [row["id"] for row in rows]


def _chunks(openids: list[str]) -> list[list[str]]:
    return [openids[at : at + _CHUNK] for at in range(0, len(openids), _CHUNK)]


def _push(row: Any) -> Push:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118 -- a sqlite3.Row iterates over its values
    values["content"] = json.loads(values["content"])
    values["openids"] = json.loads(values["openids"]) if values["openids"] else None
    values["to_all"] = bool(values["to_all"])
    return Push(**values)
