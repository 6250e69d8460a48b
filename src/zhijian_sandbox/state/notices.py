"""Notices and template messages between their call and their report."""

import json
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state.store import Store

FIRST_MSG_ID = 2_000_000_000_000


@dataclass(frozen=True, slots=True)
class Notice:
    id: int
    appid: str
    tie: int
    template_id: str
    family: str
    client_id: str | None
    content: dict[str, Any]
    at: float

    @property
    def msg_id(self) -> int:
        return FIRST_MSG_ID + self.id


def add(
    store: Store,
    appid: str,
    *,
    tie: int,
    template_id: str,
    family: str,
    client_id: str | None,
    content: dict[str, Any],
    at: float,
) -> Notice:
    number = store.insert(
        "notices",
        {
            "appid": appid,
            "tie": tie,
            "template_id": template_id,
            "family": family,
            "client_id": client_id,
            "content": json.dumps(content, ensure_ascii=False),
            "at": at,
        },
    )
    return get(store, number)


def get(store: Store, number: int) -> Notice:
    row = store.one("SELECT * FROM notices WHERE id = ?", number)
    if row is None:
        raise LookupError(number)
    return _notice(row)


def by_client_id(store: Store, appid: str, client_id: str, *, since: float) -> Notice | None:
    row = store.one(
        "SELECT * FROM notices WHERE appid = ? AND client_id = ? AND at > ? ORDER BY id LIMIT 1",
        appid,
        client_id,
        since,
    )
    return _notice(row) if row is not None else None


def _notice(row: Any) -> Notice:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118 -- a sqlite3.Row iterates over its values
    values["content"] = json.loads(values["content"])
    return Notice(**values)
