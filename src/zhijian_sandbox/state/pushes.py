"""Pushes (群发): what was handed over, to whom, and what came of it."""

import json
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


def gather(store: Store, push: Push, *, month: str, most: int | None) -> tuple[int, int]:
    """Write down whom it reaches, for the calls below; how many it was meant for, and how many there are.

    Nobody who left, is blacklisted, or got `most` pushes this month already.
    """
    store.run("CREATE TEMP TABLE IF NOT EXISTS reached (tie INTEGER PRIMARY KEY)")
    store.run("DELETE FROM reached")
    living = "INSERT INTO reached SELECT id FROM ties WHERE appid = ? AND following = 1 AND blacklisted = 0"
    if push.openids is not None:
        for chunk in _chunks(sorted(set(push.openids))):
            marks = ", ".join("?" * len(chunk))
            store.run(f"{living} AND openid IN ({marks})", push.appid, *chunk)
        total = len(push.openids)
    elif push.to_all:
        store.run(living, push.appid)
        total = store.number("SELECT count(*) FROM ties WHERE appid = ? AND following = 1", push.appid)
    else:
        carriers = "id IN (SELECT tie FROM taggings WHERE appid = ? AND tag = ?)"
        store.run(f"{living} AND {carriers}", push.appid, push.appid, push.tag)
        sql = f"SELECT count(*) FROM ties WHERE appid = ? AND following = 1 AND {carriers}"
        total = store.number(sql, push.appid, push.appid, push.tag)
    if most is not None:
        full = "SELECT tie FROM push_receipts WHERE month = ? AND got >= ?"
        store.run(f"DELETE FROM reached WHERE tie IN ({full})", month, most)
    return total, store.number("SELECT count(*) FROM reached")


def miss(store: Store, many: int) -> None:
    """The last so many do not get it after all."""
    store.run("DELETE FROM reached WHERE tie IN (SELECT tie FROM reached ORDER BY tie DESC LIMIT ?)", many)


def count_receipts(store: Store, *, month: str) -> None:
    store.run(
        """INSERT INTO push_receipts SELECT tie, ?, 1 FROM reached WHERE true
           ON CONFLICT (tie, month) DO UPDATE SET got = got + 1""",
        month,
    )


def reached_on_desk(store: Store) -> list[int]:
    """The ties whose phones lie on the desk."""
    rows = store.all(
        """SELECT tie FROM reached JOIN ties ON ties.id = tie JOIN followers ON number = follower
           WHERE on_desk = 1 ORDER BY tie"""
    )
    return [row["tie"] for row in rows]


def show_off_desk(store: Store, *, kind: str, content: dict[str, Any], at: float) -> None:
    """A bubble on every other phone; nobody is watching those, so nobody is told."""
    others = "SELECT tie FROM reached JOIN ties ON ties.id = tie JOIN followers ON number = follower"
    store.run(
        f"""INSERT INTO bubbles (appid, follower, side, kind, via, at, gap, thread, content)
            SELECT appid, follower, 'account', ?, 'push', ?, 1, NULL, ? FROM ties
            WHERE id IN ({others} WHERE on_desk = 0)""",
        kind,
        at,
        json.dumps(content, ensure_ascii=False),
    )
    store.run(f"UPDATE ties SET unread = unread + 1 WHERE id IN ({others} WHERE on_desk = 0)")


def _chunks(openids: list[str]) -> list[list[str]]:
    return [openids[at : at + _CHUNK] for at in range(0, len(openids), _CHUNK)]


def _push(row: Any) -> Push:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118 -- a sqlite3.Row iterates over its values
    values["content"] = json.loads(values["content"])
    values["openids"] = json.loads(values["openids"]) if values["openids"] else None
    values["to_all"] = bool(values["to_all"])
    return Push(**values)
