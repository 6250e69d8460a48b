"""What a media file is, read from its own bytes: kind, length of time, width and height. No name is believed.

What cannot be read is left at 0, which means "not known": a file is refused for what it is, never for what
this small reader does not understand.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zhijian.foundation.library.mpeg_audio import mp3_seconds

_FIRST_BYTES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"#!AMR-WB", "audio/amr-wb"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"BM", "image/bmp"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
)
_BRANDS: Final = {
    b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"msf1": "image/heic",
    b"avif": "image/avif", b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"M4B ": "audio/mp4",
}  # fmt: skip
_AMR_FRAME_BYTES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_FRAMES_A_SECOND: Final = 50
_AAC_SYNC: Final = 0xF6
_MP3_SYNC: Final = 0xE0
_FRAME_MARKERS: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # of a JPEG: those with its size


@dataclass(frozen=True, slots=True)
class Facts:
    """`mime_type` is empty when nobody knows what the file is."""

    mime_type: str
    seconds: float = 0.0
    width: int = 0
    height: int = 0


def facts_of(content: bytes) -> Facts:
    mime_type = mime_type_of(content)
    if mime_type == "audio/mpeg":
        return Facts(mime_type, seconds=mp3_seconds(content))
    if mime_type == "audio/amr":
        return Facts(mime_type, seconds=_amr_seconds(content))
    if mime_type in ("video/mp4", "audio/mp4"):
        return Facts(mime_type, seconds=_mp4_seconds(content))
    width, height = _size(content, mime_type)
    return Facts(mime_type, width=width, height=height)


def mime_type_of(content: bytes) -> str:
    for start, mime_type in _FIRST_BYTES:
        if content.startswith(start):
            return mime_type
    if content[4:8] == b"ftyp":
        return _of_container(content)
    if content.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/avi"}.get(content[8:12], "")
    if len(content) > 1 and content[0] == 0xFF:
        if content[1] & _AAC_SYNC == 0xF0:
            return "audio/aac"
        if content[1] & _MP3_SYNC == _MP3_SYNC:
            return "audio/mpeg"
    return ""


def _of_container(content: bytes) -> str:
    """The MP4 family. A recording without pictures is a recording, whatever its brand says."""
    if brand := _BRANDS.get(content[8:12]):
        return brand
    moov = _box(content, b"moov")
    if moov and b"soun" in moov and b"vide" not in moov:
        return "audio/mp4"
    return "video/mp4"


def _mp4_seconds(content: bytes) -> float:
    head = _box(_box(content, b"moov"), b"mvhd")
    try:
        if head[:1] == b"\1":
            scale, length = struct.unpack_from(">IQ", head, 20)
        else:
            scale, length = struct.unpack_from(">II", head, 12)
    except struct.error:
        return 0.0
    return length / scale if scale else 0.0


def _box(content: bytes, name: bytes) -> bytes:
    """The content of the first box of that name, at this level."""
    return next((inside for found, inside in _boxes(content) if found == name), b"")


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        size, name, head = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        elif size == 0:
            size = len(content) - at
        if size < head:
            return
        yield name, content[at + head : at + size]
        at += size


def _amr_seconds(content: bytes) -> float:
    at, frames = len(b"#!AMR\n"), 0
    while at < len(content):
        at += _AMR_FRAME_BYTES[(content[at] >> 3) & 0xF]
        frames += 1
    return frames / _AMR_FRAMES_A_SECOND


def _size(content: bytes, mime_type: str) -> tuple[int, int]:
    try:
        if mime_type == "image/png" and content[12:16] == b"IHDR":
            width, height = struct.unpack_from(">II", content, 16)
        elif mime_type == "image/gif":
            width, height = struct.unpack_from("<HH", content, 6)
        elif mime_type == "image/jpeg":
            width, height = _jpeg_size(content)
        else:
            return 0, 0
    except struct.error:
        return 0, 0
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        if marker == 0xFF:  # padding
            at += 1
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0, 0
