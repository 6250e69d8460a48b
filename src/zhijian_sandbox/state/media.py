"""Media: what accounts uploaded and what followers sent. Three days old it is gone for the API, unless it
was made permanent; then it stays until it is deleted."""

from dataclasses import dataclass
from typing import Any

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
    permanent: bool = False
    gone: bool = False
    title: str = ""
    introduction: str = ""

    def is_alive(self, now: float) -> bool:
        return not self.gone and (self.permanent or now - self.made_at < LIFE_SECONDS)


_COLUMNS = """media_id, appid, kind, mime_type, file_name, made_at, size_bytes, permanent, gone, title,
    introduction"""


def add(  # noqa: PLR0913 -- a column each, by name
    store: Store,
    content: bytes,
    *,
    appid: str,
    kind: str,
    mime_type: str,
    file_name: str,
    at: float,
    permanent: bool = False,
    title: str = "",
    introduction: str = "",
) -> Media:
    media_id = identifiers.media_id()
    store.insert(
        "media",
        {
            "media_id": media_id,
            "appid": appid,
            "kind": kind,
            "mime_type": mime_type,
            "file_name": file_name,
            "made_at": at,
            "size_bytes": len(content),
            "bytes": content,
            "permanent": permanent,
            "title": title,
            "introduction": introduction,
        },
    )
    return Media(
        media_id,
        appid,
        kind,
        mime_type,
        file_name,
        at,
        len(content),
        permanent=permanent,
        title=title,
        introduction=introduction,
    )


def find(store: Store, media_id: str) -> Media | None:
    row = store.one(f"SELECT {_COLUMNS} FROM media WHERE media_id = ?", media_id)
    return _media(row) if row is not None else None


def count_permanent(store: Store, appid: str) -> dict[str, int]:
    """How many of each kind."""
    rows = store.all(
        """SELECT kind, count(*) AS many FROM media WHERE appid = ? AND permanent = 1 AND gone = 0
           GROUP BY kind""",
        appid,
    )
    return {row["kind"]: row["many"] for row in rows}


def permanent_page(store: Store, appid: str, *, kind: str, offset: int, limit: int) -> list[Media]:
    """The newest first."""
    rows = store.all(
        f"""SELECT {_COLUMNS} FROM media WHERE appid = ? AND kind = ? AND permanent = 1 AND gone = 0
            ORDER BY made_at DESC, rowid DESC LIMIT ? OFFSET ?""",
        appid,
        kind,
        limit,
        offset,
    )
    return [_media(row) for row in rows]


def remove(store: Store, media_id: str) -> None:
    """Gone for the account; phones that show it keep showing it."""
    store.run("UPDATE media SET gone = 1 WHERE media_id = ?", media_id)


def content(store: Store, media_id: str) -> bytes:
    row = store.one("SELECT bytes FROM media WHERE media_id = ?", media_id)
    return bytes(row["bytes"]) if row is not None else b""


def _media(row: Any) -> Media:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118 -- a sqlite3.Row iterates over its values
    values["permanent"], values["gone"] = bool(values["permanent"]), bool(values["gone"])
    return Media(**values)
