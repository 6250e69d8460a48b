"""How long a voice lasts."""

import pytest

from zhijian_sandbox.samples import voice
from zhijian_sandbox.voices import seconds_of

LOUD_SECOND = (b"\x3c" + b"\1" * 31) * 50  # AMR frames of 12.2 kbit/s
MP3_SECOND = (b"\xff\xfb\x90\x00" + b"\1" * 400) * 40  # 128 kbit/s are 16,000 bytes a second


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (voice(seconds=6), 6),
        (b"#!AMR\n" + LOUD_SECOND * 3, 3),
        (b"#!AMR\n", 1),
        (MP3_SECOND * 5, 5),
        (b"ID3\x03\x00\x00\x00\x00\x00\x0a" + b"\xff" * 10 + MP3_SECOND * 2, 2),
        (b"ID3", 0),
        (b"", 0),
        (b"something else", 0),
    ],
)
def test_length_is_read_off_the_frames(content: bytes, seconds: int) -> None:
    assert seconds_of(content) == seconds
