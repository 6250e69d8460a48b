"""Bytes, spoilt without knowing what they mean."""

from collections.abc import Callable
from random import Random
from typing import Final

_ODD: Final = (
    b"\0", b"\xff", b"\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbf\xbe",
    b"\xef\xbb\xbf", b"\xe4\xb8",
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"<?", b"\r", b"\r\n", b"\x0b", b"'", b'"', b"%", b"=",
)  # fmt: skip


def flip(rng: Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def put(rng: Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_ODD) * rng.choice((1, 1, 1, 2, 300)) + data[at:]


def overwrite(rng: Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.choice(_ODD) + data[at + 1 :]


def cut_out(rng: Random, data: bytes) -> bytes:
    start, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    return data[:start] + data[min(end, start + 40) :]


def cut_off(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def repeat(rng: Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randrange(1, 60)]
    return data[:start] + piece * rng.choice((2, 2, 3, 50)) + data[start:]


def swap(rng: Random, data: bytes) -> bytes:
    """Two neighbouring pieces change places."""
    a, b, c = sorted(rng.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


_WAYS: Final[tuple[Callable[[Random, bytes], bytes], ...]] = (
    flip, flip, put, put, overwrite, cut_out, cut_off, repeat, swap,
)  # fmt: skip


def spoil_bytes(rng: Random, data: bytes, *, times: int = 1) -> bytes:
    for _ in range(times):
        if not data:
            return rng.choice(_ODD)
        data = rng.choice(_WAYS)(rng, data)
    return data


def noise(rng: Random, size: int) -> bytes:
    return rng.randbytes(size)
