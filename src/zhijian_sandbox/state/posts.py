"""Articles that left the drafts: published, which nobody is told of, or pushed to followers."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state.store import Store

Article = dict[str, Any]

FIRST_MSG_DATA_ID = 2_247_483_647
FIRST_PUBLISH_ID = 100_000_000


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    appid: str
    key: str
    how: str
    article_id: str | None
    articles: list[Article]
    at: float

    @property
    def msg_data_id(self) -> int:
        return FIRST_MSG_DATA_ID + self.id


@dataclass(frozen=True, slots=True)
class Publication:
    id: int
    appid: str
    post: int
    draft: str
    status: int
    fail_idx: list[int]

    @property
    def publish_id(self) -> str:
        return str(FIRST_PUBLISH_ID + self.id)


def add(store: Store, appid: str, articles: list[Article], *, how: str, base_url: str, at: float) -> Post:
    """The articles get their addresses."""
    key = secrets.token_urlsafe(12)
    shown = [
        {**article, "url": f"{base_url}/s/{key}/{index}", "is_deleted": False}
        for index, article in enumerate(articles, start=1)
    ]
    post_id = store.insert(
        "posts",
        {
            "appid": appid,
            "key": key,
            "how": how,
            "articles": json.dumps(shown, ensure_ascii=False),
            "at": at,
        },
    )
    return get(store, post_id)


def get(store: Store, post_id: int) -> Post:
    row = store.one("SELECT * FROM posts WHERE id = ?", post_id)
    if row is None:
        raise LookupError(post_id)
    return _post(row)


def by_key(store: Store, key: str) -> Post | None:
    row = store.one("SELECT * FROM posts WHERE key = ?", key)
    return _post(row) if row is not None else None


def by_article_id(store: Store, appid: str, article_id: str) -> Post | None:
    row = store.one("SELECT * FROM posts WHERE appid = ? AND article_id = ?", appid, article_id)
    return _post(row) if row is not None else None


def by_msg_data_id(store: Store, appid: str, msg_data_id: int) -> Post | None:
    row = store.one("SELECT * FROM posts WHERE appid = ? AND id = ?", appid, msg_data_id - FIRST_MSG_DATA_ID)
    return _post(row) if row is not None else None


def of_any_account(store: Store, msg_data_id: int) -> Post | None:
    """One that readers can open."""
    row = store.one(
        "SELECT * FROM posts WHERE id = ? AND (article_id IS NOT NULL OR how = 'pushed')",
        msg_data_id - FIRST_MSG_DATA_ID,
    )
    return _post(row) if row is not None else None


def count_published(store: Store, appid: str) -> int:
    return store.number("SELECT count(*) FROM posts WHERE appid = ? AND article_id IS NOT NULL", appid)


def published_page(store: Store, appid: str, *, offset: int, limit: int) -> list[Post]:
    """The newest first."""
    rows = store.all(
        """SELECT * FROM posts WHERE appid = ? AND article_id IS NOT NULL
           ORDER BY at DESC, id DESC LIMIT ? OFFSET ?""",
        appid,
        limit,
        offset,
    )
    return [_post(row) for row in rows]


def every(store: Store, appid: str, *, limit: int) -> list[Post]:
    """All that readers can open, the newest first."""
    rows = store.all(
        """SELECT * FROM posts WHERE appid = ? AND (article_id IS NOT NULL OR how = 'pushed')
           ORDER BY at DESC, id DESC LIMIT ?""",
        appid,
        limit,
    )
    return [_post(row) for row in rows]


def name(store: Store, post_id: int, article_id: str, *, at: float) -> None:
    """Published: from now on it can be found under this name."""
    store.run("UPDATE posts SET article_id = ?, at = ? WHERE id = ?", article_id, at, post_id)


def change_articles(store: Store, post_id: int, articles: list[Article]) -> None:
    text = json.dumps(articles, ensure_ascii=False)
    store.run("UPDATE posts SET articles = ? WHERE id = ?", text, post_id)


def remove_article(store: Store, post: Post, *, index: int) -> None:
    """One from 1, or with 0 all of them: they can no longer be read."""
    changed = [
        {**article, "is_deleted": article["is_deleted"] or index in (0, number)}
        for number, article in enumerate(post.articles, start=1)
    ]
    change_articles(store, post.id, changed)


def publish(store: Store, appid: str, *, post: int, draft: str) -> Publication:
    number = store.insert("publications", {"appid": appid, "post": post, "draft": draft, "status": 1})
    return publication(store, number)


def publication(store: Store, number: int) -> Publication:
    row = store.one("SELECT * FROM publications WHERE id = ?", number)
    if row is None:
        raise LookupError(number)
    return _publication(row)


def find_publication(store: Store, appid: str, publish_id: int) -> Publication | None:
    row = store.one(
        "SELECT * FROM publications WHERE appid = ? AND id = ?", appid, publish_id - FIRST_PUBLISH_ID
    )
    return _publication(row) if row is not None else None


def settle(store: Store, number: int, *, status: int, fail_idx: list[int]) -> None:
    store.run(
        "UPDATE publications SET status = ?, fail_idx = ? WHERE id = ?", status, json.dumps(fail_idx), number
    )


def change_status_of_post(store: Store, post_id: int, status: int) -> None:
    store.run("UPDATE publications SET status = ? WHERE post = ?", status, post_id)


def _post(row: Any) -> Post:
    return Post(
        row["id"],
        row["appid"],
        row["key"],
        row["how"],
        row["article_id"],
        json.loads(row["articles"]),
        row["at"],
    )


def _publication(row: Any) -> Publication:
    return Publication(
        row["id"], row["appid"], row["post"], row["draft"], row["status"], json.loads(row["fail_idx"])
    )
