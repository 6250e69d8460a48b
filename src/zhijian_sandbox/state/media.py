"""Temporary media: what accounts uploaded and what followers sent. Three days old, it is gone for the API."""

from dataclasses import dataclass

from zhijian_sandbox import identifiers
from zhijian_sandbox.state.store import Store

LIFE_SECONDS = 3 * 86400


@dataclass(frozen=True, slots=True)
class Media:
    media_id: str
    appid: str
    kind: str
    mime_type: str
    file_name: str
    made_at: float
    size_bytes: int

    def is_alive(self, now: float) -> bool:
        return now - self.made_at < LIFE_SECONDS


def add(
    store: Store, content: bytes, *, appid: str, kind: str, mime_type: str, file_name: str, at: float
) -> Media:
    media_id = identifiers.media_id()
    store.run(
        "INSERT INTO media VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        media_id,
        appid,
        kind,
        mime_type,
        file_name,
        at,
        len(content),
        content,
    )
    return Media(media_id, appid, kind, mime_type, file_name, at, len(content))


def find(store: Store, media_id: str) -> Media | None:
    row = store.one(
        """SELECT media_id, appid, kind, mime_type, file_name, made_at, size_bytes
           FROM media WHERE media_id = ?""",
        media_id,
    )
    return Media(*tuple(row)) if row is not None else None


def content(store: Store, media_id: str) -> bytes:
    row = store.one("SELECT bytes FROM media WHERE media_id = ?", media_id)
    return bytes(row["bytes"]) if row is not None else b""
