"""People with phones, and what ties each of them to an account."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox import identifiers
from zhijian_sandbox.state import follows
from zhijian_sandbox.state.store import Store

PREFIX = "phone-"
# How large a phone's type is set: 1 to 5. The table keeps how far it is from the standard.
STANDARD, LARGE, LARGEST = 2, 3, 5


@dataclass(frozen=True, slots=True)
class Follower:
    """A person with a phone; `number` names it: phone-<number>."""

    number: int
    name: str
    note: str
    type_size: int
    clock_offset_seconds: int
    on_desk: bool
    platform: str = "android"

    @property
    def large_type(self) -> bool:
        return self.type_size >= LARGE

    @property
    def id(self) -> str:
        return f"{PREFIX}{self.number}"

    @property
    def host(self) -> str:
        """Under this name the phone opens web pages, so that two phones are two people."""
        return f"{self.id}.localhost"


@dataclass(frozen=True, slots=True)
class Tie:
    """One person at one account."""

    id: int
    appid: str
    follower: int
    openid: str
    following: bool
    followed_at: int | None
    subscribe_scene: str
    qr_scene: int
    qr_scene_str: str
    remark: str
    blacklisted: bool
    unread: int
    wrote_at: float | None
    wrote_left: int
    acted_at: float | None
    acted_left: int
    typing_until: float | None
    default_answered_at: float | None = None


def add(
    store: Store, *, name: str, note: str = "", openid: str | None = None, on_desk: bool = True
) -> Follower:
    """A new phone. `openid` is what it will be called at the first account it meets."""
    number = store.next_number("follower")
    store.run(
        """INSERT INTO followers (number, name, note, openid, large_type, clock_offset_seconds, on_desk)
           VALUES (?, ?, ?, ?, 0, 0, ?)""",
        number,
        name or f"手机 {number}",
        note,
        openid,
        on_desk,
    )
    return get(store, number)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be added with many others. Without `openid` one is made, as for everybody."""

    name: str = ""
    note: str = ""
    openid: str | None = None
    platform: str = "android"


def add_crowd(
    store: Store, crowd: Sequence[Newcomer], *, appid: str | None, followed_at: Sequence[int] | None = None
) -> range:
    """Many phones at once, off the desk; answers their numbers.

    With an account each has an openid there; with `followed_at`, a time for each of them, they follow it.
    A hundred thousand take a few seconds.
    """
    with store.transaction():
        last = store.next_number("follower", step=len(crowd))
        numbers = range(last - len(crowd) + 1, last + 1)
        store.run_many(
            """INSERT INTO followers
                   (number, name, note, openid, platform, large_type, clock_offset_seconds, on_desk)
               VALUES (?, ?, ?, ?, ?, 0, 0, 0)""",
            [
                (n, one.name or f"手机 {n}", one.note, one.openid if appid is None else None, one.platform)
                for n, one in zip(numbers, crowd, strict=True)
            ],
        )
        if appid is not None:
            openids = [
                one.openid or identifiers.openid(appid, n) for n, one in zip(numbers, crowd, strict=True)
            ]
            store.run_many(
                "INSERT INTO ties (appid, follower, openid) VALUES (?, ?, ?)",
                [(appid, n, openid) for n, openid in zip(numbers, openids, strict=True)],
            )
        if appid is not None and followed_at is not None:
            scene = "ADD_SCENE_SEARCH"
            store.run_many(
                """UPDATE ties SET following = 1, followed_at = ?, subscribe_scene = ?
                   WHERE appid = ? AND follower = ?""",
                [(at, scene, appid, n) for n, at in zip(numbers, followed_at, strict=True)],
            )
            follows.many_came(store, appid, scene=scene, times=followed_at)
    return numbers


def taken_openids(store: Store, openids: Sequence[str], *, appid: str | None) -> list[str]:
    """Those of them that are somebody's already, here or wherever he will be met first."""
    rows = store.all(
        """SELECT value FROM json_each(?)
           WHERE value IN (SELECT openid FROM followers WHERE openid IS NOT NULL)
              OR value IN (SELECT openid FROM ties WHERE ? IS NULL OR appid = ?)""",
        json.dumps(list(openids)),
        appid,
        appid,
    )
    return [row["value"] for row in rows]


def openids_of(store: Store, appid: str, numbers: range) -> list[str]:
    rows = store.all(
        "SELECT openid FROM ties WHERE appid = ? AND follower BETWEEN ? AND ? ORDER BY follower",
        appid,
        numbers.start,
        numbers.stop - 1,
    )
    return [row["openid"] for row in rows]


def get(store: Store, number: int) -> Follower:
    found = find(store, number)
    if found is None:
        raise LookupError(number)
    return found


def find(store: Store, number: int) -> Follower | None:
    row = store.one("SELECT * FROM followers WHERE number = ?", number)
    return _follower(row) if row is not None else None


def find_by_name(store: Store, name: str) -> Follower | None:
    """By `phone-1` or by an openid at any account."""
    digits = name.removeprefix(PREFIX)
    if name.startswith(PREFIX) and digits.isascii() and digits.isdigit() and len(digits) < 18:
        return find(store, int(digits))
    row = store.one(
        """SELECT * FROM followers WHERE number =
               (SELECT follower FROM ties WHERE appid IN (SELECT appid FROM apps) AND openid = ? LIMIT 1)
           OR openid = ? LIMIT 1""",
        name,
        name,
    )
    return _follower(row) if row is not None else None


def on_desk(store: Store) -> list[Follower]:
    return [_follower(row) for row in store.all("SELECT * FROM followers WHERE on_desk = 1 ORDER BY number")]


def page(store: Store, *, after: int, limit: int, everyone: bool) -> list[Follower]:
    where = "" if everyone else "AND on_desk = 1"
    rows = store.all(
        f"SELECT * FROM followers WHERE number > ? {where} ORDER BY number LIMIT ?",
        after,
        limit,
    )
    return [_follower(row) for row in rows]


def change(store: Store, number: int, changes: dict[str, Any]) -> None:
    if "type_size" in changes:
        changes = {**changes, "large_type": changes["type_size"] - STANDARD}
    for column in ("name", "note", "large_type", "clock_offset_seconds", "on_desk", "platform"):
        if column in changes:
            store.run(
                f"UPDATE followers SET {column} = ? WHERE number = ?",
                changes[column],
                number,
            )


def remove(store: Store, number: int) -> None:
    store.run("DELETE FROM followers WHERE number = ?", number)


def tie(store: Store, appid: str, number: int) -> Tie:
    """What ties this person to this account; made, not following, when they first meet."""
    row = store.one("SELECT * FROM ties WHERE appid = ? AND follower = ?", appid, number)
    if row is not None:
        return _tie(row)
    with store.transaction():
        waiting = store.one("SELECT openid FROM followers WHERE number = ?", number)
        asked_for = waiting["openid"] if waiting is not None else None
        openid = asked_for or identifiers.openid(appid, number)
        if asked_for:
            store.run("UPDATE followers SET openid = NULL WHERE number = ?", number)
        store.run("INSERT INTO ties (appid, follower, openid) VALUES (?, ?, ?)", appid, number, openid)
    return tie(store, appid, number)


def is_openid_taken(store: Store, openid: str, *, appid: str | None) -> bool:
    waiting = store.one("SELECT 1 FROM followers WHERE openid = ?", openid)
    tied = (
        store.one("SELECT 1 FROM ties WHERE openid = ?", openid)
        if appid is None
        else store.one("SELECT 1 FROM ties WHERE openid = ? AND appid = ?", openid, appid)
    )
    return waiting is not None or tied is not None


def ties_of(store: Store, number: int) -> list[Tie]:
    rows = store.all(
        "SELECT ties.* FROM ties JOIN apps USING (appid) WHERE follower = ? ORDER BY registered_at, appid",
        number,
    )
    return [_tie(row) for row in rows]


def tie_by_openid(store: Store, appid: str, openid: str) -> Tie | None:
    row = store.one("SELECT * FROM ties WHERE appid = ? AND openid = ?", appid, openid)
    return _tie(row) if row is not None else None


def ties_by_id(store: Store, ids: Iterable[int]) -> Iterator[Tie]:
    """Those of them who follow, one after the other."""
    for number in ids:
        row = store.one("SELECT * FROM ties WHERE id = ? AND following = 1", number)
        if row is not None:
            yield _tie(row)


def change_tie(store: Store, tie_id: int, **changes: Any) -> None:
    """Set columns of a tie; the names are ours, written in this package's calls."""
    columns = ", ".join(f"{column} = ?" for column in changes)
    store.run(f"UPDATE ties SET {columns} WHERE id = ?", *changes.values(), tie_id)


def following_page(store: Store, appid: str, *, after_id: int, limit: int) -> list[str]:
    rows = store.all(
        "SELECT openid FROM ties WHERE appid = ? AND following = 1 AND id > ? ORDER BY id LIMIT ?",
        appid,
        after_id,
        limit,
    )
    return [row["openid"] for row in rows]


def count_following(store: Store, appid: str) -> int:
    return store.number("SELECT count(*) FROM ties WHERE appid = ? AND following = 1", appid)


def blacklist_page(store: Store, appid: str, *, after_id: int, limit: int) -> tuple[int, list[str]]:
    """How many there are, and the openids of this page."""
    total = store.number("SELECT count(*) FROM ties WHERE appid = ? AND blacklisted = 1", appid)
    rows = store.all(
        "SELECT openid FROM ties WHERE appid = ? AND blacklisted = 1 AND id > ? ORDER BY id LIMIT ?",
        appid,
        after_id,
        limit,
    )
    return total, [row["openid"] for row in rows]


def _follower(row: Any) -> Follower:
    return Follower(
        number=row["number"],
        name=row["name"],
        note=row["note"],
        type_size=row["large_type"] + STANDARD,
        clock_offset_seconds=row["clock_offset_seconds"],
        on_desk=bool(row["on_desk"]),
        platform=row["platform"],
    )


def _tie(row: Any) -> Tie:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118 -- a sqlite3.Row iterates over its values
    values["following"] = bool(values["following"])
    values["blacklisted"] = bool(values["blacklisted"])
    return Tie(**values)
