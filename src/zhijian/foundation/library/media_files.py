"""Media files on disk: judged by their first bytes and size, named by their content."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import MEDIA_RULES

_MP3_FRAME = 0xE0
_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
)
_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "audio/amr": ".amr",
    "audio/mpeg": ".mp3",
    "video/mp4": ".mp4",
}


@dataclass(frozen=True, slots=True)
class KeptFile:
    path: str
    """Relative to the media folder."""
    mime_type: str
    size_bytes: int


def keep(content: bytes, *, kind: str) -> KeptFile:
    """Check kind and size, write the file durably. Raises `ItemRefused` naming `file`."""
    rule = MEDIA_RULES[kind]
    mime_type = kind_by_first_bytes(content)
    if not content:
        raise ItemRefused("file", "文件是空的")
    if mime_type not in rule.mime_types or len(content) > rule.max_bytes:
        raise ItemRefused("file", f"微信只收 {rule.words}")
    digest = hashlib.sha256(content).hexdigest()
    relative = f"{digest[:2]}/{digest}{_ENDINGS[mime_type]}"
    _write(Path(settings.MEDIA_ROOT) / relative, content)
    return KeptFile(relative, mime_type, len(content))


def kind_by_first_bytes(content: bytes) -> str:
    """The MIME type, or an empty text for everything the platform does not take."""
    for start, mime_type in _FIRST_BYTES:
        if content.startswith(start):
            return mime_type
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if len(content) > 1 and content[0] == 0xFF and content[1] & _MP3_FRAME == _MP3_FRAME:
        return "audio/mpeg"
    return ""


def path_of(relative: str) -> Path:
    return Path(settings.MEDIA_ROOT) / relative


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
