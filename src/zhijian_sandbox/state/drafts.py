"""Drafts: one to eight articles each, until they are sent or published."""

import json
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox import identifiers
from zhijian_sandbox.state.store import Store

Article = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    media_id: str
    appid: str
    articles: list[Article]
    created_at: float
    updated_at: float


def add(store: Store, appid: str, articles: list[Article], *, at: float) -> str:
    media_id = identifiers.media_id()
    text = json.dumps(articles, ensure_ascii=False)
    store.run("INSERT INTO drafts VALUES (?, ?, ?, ?, ?)", media_id, appid, text, at, at)
    return media_id


def find(store: Store, appid: str, media_id: str) -> Draft | None:
    row = store.one("SELECT * FROM drafts WHERE appid = ? AND media_id = ?", appid, media_id)
    return _draft(row) if row is not None else None


def change(store: Store, media_id: str, articles: list[Article], *, at: float) -> None:
    text = json.dumps(articles, ensure_ascii=False)
    store.run("UPDATE drafts SET articles = ?, updated_at = ? WHERE media_id = ?", text, at, media_id)


def remove(store: Store, media_id: str) -> None:
    store.run("DELETE FROM drafts WHERE media_id = ?", media_id)


def count(store: Store, appid: str) -> int:
    return store.number("SELECT count(*) FROM drafts WHERE appid = ?", appid)


def page(store: Store, appid: str, *, offset: int, limit: int) -> list[Draft]:
    """The last changed first."""
    rows = store.all(
        "SELECT * FROM drafts WHERE appid = ? ORDER BY updated_at DESC, media_id LIMIT ? OFFSET ?",
        appid,
        limit,
        offset,
    )
    return [_draft(row) for row in rows]


def _draft(row: Any) -> Draft:
    return Draft(
        row["media_id"], row["appid"], json.loads(row["articles"]), row["created_at"], row["updated_at"]
    )
