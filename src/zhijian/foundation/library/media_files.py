"""Media files on disk: judged by what is in them before WeChat would, named by their content."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import MOST_PIXELS, ItemKind, MediaRule, rule_of
from zhijian.foundation.library.media_facts import Facts, facts_of

_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "audio/amr": ".amr",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
}
_NAMES = {
    "image/bmp": "BMP",
    "image/webp": "WebP",
    "image/heic": "HEIC",
    "image/avif": "AVIF",
    "audio/wav": "WAV",
    "audio/ogg": "OGG",
    "audio/flac": "FLAC",
    "audio/aac": "AAC",
    "audio/amr-wb": "AMR-WB",
    "audio/mp4": "M4A",
    "video/quicktime": "MOV",
    "video/webm": "WebM",
    "video/avi": "AVI",
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "application/msword": "Office",
    **{mime: ending[1:].upper() for mime, ending in _ENDINGS.items()},
}
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    path: str
    """Relative to the media folder."""
    mime_type: str
    size_bytes: int
    duration_seconds: int = 0
    width: int = 0
    height: int = 0


def keep(content: bytes, *, kind: str) -> KeptFile:
    """Check what it is, write the file durably. Raises `ItemRefused` naming `file`, in words that help."""
    facts = check(content, kind=kind)
    digest = hashlib.sha256(content).hexdigest()
    relative = f"{digest[:2]}/{digest}{_ENDINGS[facts.mime_type]}"
    _write(Path(settings.MEDIA_ROOT) / relative, content)
    return KeptFile(
        relative,
        facts.mime_type,
        len(content),
        duration_seconds=round(facts.seconds),
        width=facts.width,
        height=facts.height,
    )


def check(content: bytes, *, kind: str) -> Facts:
    """What the file is, if it may be of this kind. Raises `ItemRefused` before anything is written."""
    rule = rule_of(kind)
    if not content:
        raise ItemRefused("file", _("文件是空的，再选一次"))
    facts = facts_of(content)
    if facts.mime_type not in rule.mime_types:
        raise ItemRefused("file", _what_it_is(facts, rule))
    if len(content) > rule.max_bytes:
        raise ItemRefused(
            "file",
            _("这个文件有 %(size).1f MB。只收 %(rule)s，压小一点再传")
            % {"size": len(content) / _MEBIBYTE, "rule": rule.words},
        )
    if rule.max_seconds and facts.seconds > rule.max_seconds + 0.5:
        raise ItemRefused("file", _too_long(kind, facts.seconds))
    if facts.width * facts.height > MOST_PIXELS:
        raise ItemRefused(
            "file",
            _("这张图有 %(width)d × %(height)d 点，手机打不开。缩到长边 4000 点以内再传")
            % {"width": facts.width, "height": facts.height},
        )
    return facts


def in_minutes(seconds: float) -> str:
    """As one says it: 45 秒, 21 分钟, 2 分 10 秒."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("%(seconds)d 秒") % {"seconds": rest}
    if minutes >= 10 or not rest:
        return _("%(minutes)d 分钟") % {"minutes": minutes + (rest >= 30)}
    return _("%(minutes)d 分 %(seconds)d 秒") % {"minutes": minutes, "seconds": rest}


def path_of(relative: str) -> Path:
    return Path(settings.MEDIA_ROOT) / relative


def _what_it_is(facts: Facts, rule: MediaRule) -> str:
    if facts.mime_type == "image/heic":
        return _("这是苹果手机的 HEIC 照片，微信不收。先存成 JPG 再传")
    if name := _NAMES.get(facts.mime_type):
        return _("这是 %(name)s 文件。这里只收 %(rule)s") % {"name": name, "rule": rule.words}
    return _("认不出这个文件是什么。这里只收 %(rule)s") % {"rule": rule.words}


def _too_long(kind: str, seconds: float) -> str:
    if kind == ItemKind.VOICE:
        return _("微信语音最长 60 秒，这段有%(length)s。改传成“长音频”，放在网页里听") % {
            "length": in_minutes(seconds)
        }
    return _("这段有%(length)s，太长了") % {"length": in_minutes(seconds)}


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
