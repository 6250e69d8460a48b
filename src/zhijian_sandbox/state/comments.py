"""Comments under articles."""

from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state.store import Store, Value


@dataclass(frozen=True, slots=True)
class Comment:
    """`number` is the platform's user_comment_id. `deleted` is "author", "account" or ""."""

    id: int
    post: int
    idx: int
    number: int
    follower: int
    content: str
    at: float
    elected: bool
    deleted: str
    reply: str | None
    replied_at: float | None


def add(store: Store, *, post: int, index: int, follower: int, content: str, at: float) -> Comment:
    with store.transaction():
        last = store.number("SELECT max(number) FROM comments WHERE post = ? AND idx = ?", post, index)
        store.insert(
            "comments",
            {
                "post": post,
                "idx": index,
                "number": last + 1,
                "follower": follower,
                "content": content,
                "at": at,
            },
        )
    return get(store, post=post, index=index, number=last + 1)


def get(store: Store, *, post: int, index: int, number: int) -> Comment:
    found = find(store, post=post, index=index, number=number)
    if found is None:
        raise LookupError(number)
    return found


def find(store: Store, *, post: int, index: int, number: int) -> Comment | None:
    row = store.one("SELECT * FROM comments WHERE post = ? AND idx = ? AND number = ?", post, index, number)
    return _comment(row) if row is not None else None


def living(store: Store, *, post: int, index: int, elected: bool | None = None) -> list[Comment]:
    """The newest first; with `elected` only those that are, or are not."""
    rows = store.all(
        "SELECT * FROM comments WHERE post = ? AND idx = ? AND deleted = '' ORDER BY number DESC", post, index
    )
    found = [_comment(row) for row in rows]
    return [one for one in found if elected in (None, one.elected)]


def change(store: Store, comment_id: int, **changes: Value) -> None:
    """Set columns; the names are ours."""
    columns = ", ".join(f"{column} = ?" for column in changes)
    store.run(f"UPDATE comments SET {columns} WHERE id = ?", *changes.values(), comment_id)


def _comment(row: Any) -> Comment:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118 -- a sqlite3.Row iterates over its values
    values["elected"] = bool(values["elected"])
    return Comment(**values)
