"""Pictures and sounds for phones without camera and microphone: small, and of the right first bytes."""

import struct
import zlib
from functools import cache


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
    """A PNG: a warm sky over a quiet river."""
    rows = []
    for y in range(height):
        if y < height * 5 // 8:
            colour = (250 - y // 4, 226 - y // 2, 196 - y // 2)
        else:
            colour = (96 + y // 6, 142 + y // 8, 168)
        rows.append(b"\0" + bytes(colour) * width)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def voice(*, seconds: int) -> bytes:
    """AMR with frames that say "nothing was said", fifty a second."""
    return b"#!AMR\n" + b"\x7c" * (50 * seconds)


def video() -> bytes:
    """The outermost boxes of an MP4; nothing plays."""
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom") + struct.pack(">I4s", 8, b"free")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
