"""Pictures and sounds for phones without camera and microphone: small, and of the right first bytes."""

import struct
import zlib
from functools import cache
from math import sin


def sample(kind: str) -> tuple[bytes, str, str]:
    """Bytes, MIME type and file name of a sample image, voice or video."""
    match kind:
        case "image":
            return picture(), "image/png", "sample.png"
        case "voice":
            return voice(seconds=6), "audio/amr", "sample.amr"
        case _:
            return video(), "video/mp4", "sample.mp4"


@cache
def picture(width: int = 240, height: int = 160) -> bytes:
    """A PNG: the sun over two rows of hills, and a quiet river."""
    rows = [b"\0" + b"".join(_colour(x / width, y / height) for x in range(width)) for y in range(height)]
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _colour(x: float, y: float) -> bytes:
    """Of a place in the picture, both from 0 to 1."""
    if y > 0.68:
        is_glint = sin(y * 90) > 0.9 and 0.2 < x + sin(y * 40) / 4 < 0.8
        return bytes((206, 224, 218) if is_glint else (126, 166, 168))
    if y > 0.60 - 0.06 * sin(x * 9 + 1):
        return bytes((150, 170, 140))
    if y > 0.46 - 0.10 * sin(x * 5 + 4):
        return bytes((196, 205, 180))
    if (x - 0.72) ** 2 * 2.25 + (y - 0.3) ** 2 < 0.011:
        return bytes((217, 99, 74))
    # In broad bands, which a PNG keeps in a few bytes.
    return bytes((245, 214 + int(y * 8) * 3, 176 + int(y * 8) * 7))


def voice(*, seconds: int) -> bytes:
    """AMR with frames that say "nothing was said", fifty a second."""
    return b"#!AMR\n" + b"\x7c" * (50 * seconds)


def video() -> bytes:
    """The outermost boxes of an MP4; nothing plays."""
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom") + struct.pack(">I4s", 8, b"free")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
