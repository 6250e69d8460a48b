"""The log of every call and callback: who said what to whom, decrypted, and how long it took."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from zhijian_sandbox.clock import Clock
from zhijian_sandbox.state.followers import PREFIX
from zhijian_sandbox.state.store import Store, Value
from zhijian_sandbox.stream import Hub

KEPT_ROWS = 20_000
_SWEEP_EVERY = 200

_WORDS = {
    "sending": "等着",
    "answered": "有回答",
    "accepted": "收下了",
    "timeout": "没等到",
    "lost": "丢在路上",
    "unreachable": "连不上",
    "invalid": "回答不对",
    "back_end": "后台自动回复",
}
GOOD = ("sending", "answered", "accepted", "ok")
MISSED = ("timeout", "lost", "unreachable", "status", "invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: a call, or one attempt of a callback. `status` is an HTTP status there, an errcode here."""

    kind: str
    appid: str | None
    follower: int | None
    title: str
    label: str
    verdict: str
    details: dict[str, Any]
    thread: str | None = None
    attempt: int = 0
    status: int = 0
    ms: int = 0
    reason: str = ""
    fault: str | None = None
    path: str = ""
    rid: str = ""


class Logbook:
    """Rows in the order they began. The rows of one message's attempts share a `thread`."""

    def __init__(self, store: Store, clock: Clock, hub: Hub, *, kept_rows: int = KEPT_ROWS) -> None:
        self._store = store
        self._clock = clock
        self._hub = hub
        self._kept_rows = kept_rows

    def write(self, entry: Entry) -> int:
        """A new row; a callback's is written when it leaves, and again by `rewrite` when it is over."""
        written = {
            **asdict(entry),
            "at": self._clock.now(),
            "real_at": self._clock.real(),
            "details": json.dumps(entry.details, ensure_ascii=False),
        }
        row_id = self._store.insert("log", written)
        if row_id % _SWEEP_EVERY == 0:
            self._store.run("DELETE FROM log WHERE id <= ?", row_id - self._kept_rows)
        self._announce(row_id)
        return row_id

    def rewrite(self, row_id: int, entry: Entry) -> None:
        """How it went. Who and when stay as they were written first."""
        self._store.run(
            "UPDATE log SET verdict = ?, ms = ?, status = ?, reason = ?, fault = ?, details = ? WHERE id = ?",
            entry.verdict,
            entry.ms,
            entry.status,
            entry.reason,
            entry.fault,
            json.dumps(entry.details, ensure_ascii=False),
            row_id,
        )
        self._announce(row_id)

    def page(
        self, filters: dict[str, str], *, limit: int, before: int | None
    ) -> tuple[list[dict[str, Any]], int | None]:
        """The newest rows first, and where the next page begins."""
        where, values = ["id < ?"], [before if before is not None else 2**62]
        words: list[Value] = [*values]
        for name, column in (
            ("kind", "kind = ?"),
            ("appid", "appid = ?"),
            ("verdict", "verdict = ?"),
            ("thread", "thread = ?"),
        ):
            if name in filters:
                where.append(column)
                words.append(filters[name])
        if "follower" in filters:
            where.append("follower = ?")
            words.append(int(filters["follower"]))
        if "after" in filters:
            where.append("id > ?")
            words.append(int(filters["after"]))
        if "path" in filters:
            where.append("instr(path, ?) > 0")
            words.append(filters["path"])
        if "q" in filters:
            where.append("(instr(title, ?) > 0 OR instr(details, ?) > 0)")
            words += [filters["q"], json.dumps(filters["q"], ensure_ascii=False)[1:-1]]
        rows = self._store.all(
            f"SELECT * FROM log WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?",
            *words,
            limit + 1,
        )
        shown = [self._as_json(row) for row in rows[:limit]]
        return shown, (shown[-1]["id"] if len(rows) > limit else None)

    def find(self, row_id: int) -> dict[str, Any] | None:
        row = self._store.one("SELECT * FROM log WHERE id = ?", row_id)
        return self._as_json(row) if row is not None else None

    def call_by_rid(self, rid: str) -> tuple[str | None, float, dict[str, Any]] | None:
        """Account, time and details of the call that was answered with this rid."""
        row = self._store.one("SELECT appid, at, ms, details FROM log WHERE rid = ?", rid)
        if row is None:
            return None
        return row["appid"], row["at"], {**json.loads(row["details"]), "ms": row["ms"]}

    def counts(self) -> dict[str, int]:
        marks = ", ".join("?" * len(MISSED))
        return {
            "log": self._store.number("SELECT count(*) FROM log"),
            "bubbles": self._store.number("SELECT count(*) FROM bubbles"),
            "missed": self._store.number(f"SELECT count(*) FROM log WHERE verdict IN ({marks})", *MISSED),
        }

    def unfinished(self) -> list[tuple[int, Entry]]:
        """Attempts that were on their way when the sandbox stopped."""
        names = [one.name for one in fields(Entry)]
        rows = self._store.all("SELECT * FROM log WHERE verdict = 'sending' ORDER BY id")
        return [
            (
                row["id"],
                Entry(
                    **{name: row[name] for name in names if name != "details"},
                    details=json.loads(row["details"]),
                ),
            )
            for row in rows
        ]

    def clear(self) -> None:
        self._store.run("DELETE FROM log")

    def _announce(self, row_id: int) -> None:
        row = self.find(row_id)
        if row is not None:
            self._hub.publish("log", row)

    def _as_json(self, row: Any) -> dict[str, Any]:
        details = json.loads(row["details"])
        is_callback = row["kind"] == "callback"
        attempts = (
            self._store.number("SELECT count(*) FROM log WHERE thread = ?", row["thread"])
            if row["thread"]
            else 0
        )
        return {
            "id": row["id"],
            "kind": row["kind"],
            "at": round(row["at"], 3),
            "real_at": round(row["real_at"], 3),
            "ms": row["ms"],
            "appid": row["appid"],
            "follower": f"{PREFIX}{row['follower']}" if row["follower"] is not None else None,
            "title": row["title"],
            "label": row["label"],
            "verdict": row["verdict"],
            "verdict_text": verdict_in_words(row["verdict"], status=row["status"], ms=row["ms"]),
            "good": row["verdict"] in GOOD,
            "thread": row["thread"],
            "attempt": row["attempt"],
            "attempts": attempts,
            "fault": row["fault"],
            "reason": row["reason"],
            "callback": {**details, "status": row["status"]} if is_callback else None,
            "call": None
            if is_callback
            else {**details, "path": row["path"], "errcode": row["status"], "rid": row["rid"]},
        }


def verdict_in_words(verdict: str, *, status: int, ms: int) -> str:
    if verdict == "status":
        return f"回了 {status}"
    if verdict == "error":
        return str(status)
    if verdict == "ok":
        return f"{ms / 1000:.1f} s" if ms >= 1000 else f"{ms} ms"
    return _WORDS[verdict]
