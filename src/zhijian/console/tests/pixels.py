"""What a screenshot shows at a point: black or white. Reads the PNG a browser makes, and no other."""

import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    rows: list[bytes]
    channels: int

    def is_dark(self, x: int, y: int) -> bool:
        start = x * self.channels
        return sum(self.rows[y][start : start + 3]) < 384


def read_png(content: bytes) -> Picture:
    """Eight bits a channel, not interlaced."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, width, height, channels = 8, b"", 0, 0, 0
    while at < len(content):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height = int.from_bytes(data[:4]), int.from_bytes(data[4:8])
            channels = {2: 3, 6: 4}[data[9]]
            assert (data[8], data[12]) == (8, 0)
        elif kind == b"IDAT":
            packed += data
        at += size + 12
    return Picture(width, height, _unfiltered(zlib.decompress(packed), width * channels, channels), channels)


def _unfiltered(raw: bytes, row_bytes: int, channels: int) -> list[bytes]:
    rows: list[bytes] = []
    above = bytes(row_bytes)
    for start in range(0, len(raw), row_bytes + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + row_bytes])
        for i in range(row_bytes):
            left = row[i - channels] if i >= channels else 0
            corner = above[i - channels] if i >= channels else 0
            guesses = (0, left, above[i], (left + above[i]) // 2, _paeth(left, above[i], corner))
            row[i] = (row[i] + guesses[kind]) % 256
        above = bytes(row)
        rows.append(above)
    return rows


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))
