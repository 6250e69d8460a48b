"""Files as phones and recorders make them, only smaller: real headers, silence, one colour."""

import struct
import zlib

_SILENT_FRAME = b"\xff\xfb\x10\xc4" + b"\0" * 100  # 32 kbit/s, 44.1 kHz: 1152 samples in 104 bytes
_FRAMES_A_SECOND = 44_100 / 1152


def a_png(width: int = 8, height: int = 8) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    rows = zlib.compress(b"".join(b"\0" + b"\xb0\x3a\x26" * width for _ in range(min(height, 64))))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_jpeg(width: int = 8, height: int = 8) -> bytes:
    """With the thumb-nail's place before the size, as cameras write it."""
    app = b"\xff\xe1" + struct.pack(">H", 66) + b"Exif\0\0" + b"\0" * 58
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + app + frame + b"\xff\xd9"


def a_gif(width: int = 8, height: int = 8) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def an_mp3(seconds: float = 2, *, tag_bytes: int = 0) -> bytes:
    """Frame after frame, with or without an ID3 tag of that size before them."""
    tag = b""
    if tag_bytes:
        size = bytes((tag_bytes >> shift) & 0x7F for shift in (21, 14, 7, 0))
        tag = b"ID3\x04\0\0" + size + b"\xff" * tag_bytes
    return tag + _SILENT_FRAME * round(seconds * _FRAMES_A_SECOND)


def a_counted_mp3(seconds: float) -> bytes:
    """As encoders write it whose frames differ in size: the first one says how many there are."""
    frames = round(seconds * _FRAMES_A_SECOND)
    counted = b"Xing\0\0\0\1" + struct.pack(">I", frames)
    first = b"\xff\xfb\x90\xc4" + b"\0" * 32 + counted
    return first.ljust(417, b"\0") + b"\xff\xfb\x90\xc4".ljust(417, b"\0") * 3


def an_amr(seconds: float = 2) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + b"\0" * 31) * round(seconds * 50)


def an_mp4(
    seconds: float = 2, *, brand: bytes = b"isom", handler: bytes = b"vide", version: int = 0
) -> bytes:
    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content) + 8) + name + content

    length = round(seconds * 1000)
    times = (
        struct.pack(">IIII", 0, 0, 1000, length) if version == 0 else struct.pack(">QQIQ", 0, 0, 1000, length)
    )
    head = bytes([version, 0, 0, 0]) + times + b"\0" * 80
    track = box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 12)))
    return (
        box(b"ftyp", brand + b"\0\0\2\0isom") + box(b"free", b"") + box(b"moov", box(b"mvhd", head) + track)
    )


def an_m4a(seconds: float = 2) -> bytes:
    return an_mp4(seconds, brand=b"M4A ", handler=b"soun")
