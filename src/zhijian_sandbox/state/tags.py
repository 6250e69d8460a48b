"""An account's tags and who carries them."""

from typing import Any

from zhijian_sandbox.state.store import Store

FIRST_OWN_ID = 100  # 0 to 2 are the platform's own; new tags count up from here


def add(store: Store, appid: str, name: str) -> int:
    with store.transaction():
        last = store.number("SELECT max(id) FROM tags WHERE appid = ?", appid)
        tag = max(last + 1, FIRST_OWN_ID)
        store.run("INSERT INTO tags VALUES (?, ?, ?)", appid, tag, name)
    return tag


def every(store: Store, appid: str) -> list[dict[str, Any]]:
    rows = store.all(
        """SELECT id, name,
               (SELECT count(*) FROM taggings WHERE taggings.appid = tags.appid AND tag = tags.id) AS count
           FROM tags WHERE appid = ? ORDER BY id""",
        appid,
    )
    return [{"id": row["id"], "name": row["name"], "count": row["count"]} for row in rows]


def exists(store: Store, appid: str, tag: int) -> bool:
    return store.one("SELECT 1 FROM tags WHERE appid = ? AND id = ?", appid, tag) is not None


def id_of(store: Store, appid: str, name: str) -> int | None:
    row = store.one("SELECT id FROM tags WHERE appid = ? AND name = ?", appid, name)
    return int(row["id"]) if row is not None else None


def rename(store: Store, appid: str, tag: int, name: str) -> None:
    store.run("UPDATE tags SET name = ? WHERE appid = ? AND id = ?", name, appid, tag)


def remove(store: Store, appid: str, tag: int) -> None:
    store.run("DELETE FROM tags WHERE appid = ? AND id = ?", appid, tag)


def count_carriers(store: Store, appid: str, tag: int) -> int:
    return store.number("SELECT count(*) FROM taggings WHERE appid = ? AND tag = ?", appid, tag)


def put_on(store: Store, appid: str, tag: int, *, tie: int) -> None:
    store.run("INSERT OR IGNORE INTO taggings (tie, appid, tag) VALUES (?, ?, ?)", tie, appid, tag)


def take_off(store: Store, appid: str, tag: int, *, tie: int) -> None:
    store.run("DELETE FROM taggings WHERE tie = ? AND appid = ? AND tag = ?", tie, appid, tag)


def of_tie(store: Store, tie: int) -> list[int]:
    return [row["tag"] for row in store.all("SELECT tag FROM taggings WHERE tie = ? ORDER BY tag", tie)]


def carriers(store: Store, appid: str, tag: int, *, after_tie: int, limit: int) -> list[str]:
    rows = store.all(
        """SELECT openid FROM taggings JOIN ties ON ties.id = taggings.tie
           WHERE taggings.appid = ? AND tag = ? AND tie > ? ORDER BY tie LIMIT ?""",
        appid,
        tag,
        after_tie,
        limit,
    )
    return [row["openid"] for row in rows]
