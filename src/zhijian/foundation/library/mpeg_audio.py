"""How long an MP3 plays: by the count its encoder left, else frame by frame."""

from typing import Final

_BITRATES: Final = {  # kilobits a second, by version (1, or 2 and 2.5) and layer
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_SEARCHED: Final = 65_536  # junk before the first frame, at most


def mp3_seconds(content: bytes) -> float:
    """0.0 when no frame is found."""
    at = _after_tag(content)
    first = content.find(b"\xff", at, at + _SEARCHED)
    while first >= 0:
        frame = _Frame.at(content, first)
        if frame and (
            _Frame.at(content, first + frame.size_bytes) or len(content) - first < 2 * frame.size_bytes
        ):
            return _counted(content, first, frame) or _walked(content, first)
        first = content.find(b"\xff", first + 1, at + _SEARCHED)
    return 0.0


class _Frame:
    __slots__ = ("rate", "samples", "size_bytes")

    def __init__(self, *, size_bytes: int, samples: int, rate: int) -> None:
        self.size_bytes = size_bytes
        self.samples = samples
        self.rate = rate

    @classmethod
    def at(cls, content: bytes, place: int) -> "_Frame | None":
        head = content[place : place + 4]
        if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
            return None
        version, layer = (head[1] >> 3) & 3, 4 - ((head[1] >> 1) & 3)
        bitrate_index, rate_index, padding = head[2] >> 4, (head[2] >> 2) & 3, (head[2] >> 1) & 1
        if version == 1 or layer == 4 or bitrate_index in (0, 15) or rate_index == 3:
            return None
        generation = 1 if version == 3 else 2
        bits = _BITRATES[generation, layer][bitrate_index] * 1000
        rate = _RATES[version][rate_index]
        samples = 384 if layer == 1 else 576 if layer == 3 and generation == 2 else 1152
        if layer == 1:
            return cls(size_bytes=(12 * bits // rate + padding) * 4, samples=samples, rate=rate)
        return cls(size_bytes=samples // 8 * bits // rate + padding, samples=samples, rate=rate)


def _after_tag(content: bytes) -> int:
    """Where the sound begins: an ID3 tag says its own length, seven bits a byte."""
    if not content.startswith(b"ID3") or len(content) < 10:
        return 0
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _counted(content: bytes, first: int, frame: _Frame) -> float:
    """The number of frames, where the encoder wrote it into the first one."""
    head = content[first : first + min(frame.size_bytes, 200)]
    for name in (b"Xing", b"Info"):
        at = head.find(name)
        if at >= 0 and len(head) >= at + 12 and head[at + 7] & 1:
            return int.from_bytes(head[at + 8 : at + 12]) * frame.samples / frame.rate
    at = head.find(b"VBRI")
    if at >= 0 and len(head) >= at + 18:
        return int.from_bytes(head[at + 14 : at + 18]) * frame.samples / frame.rate
    return 0.0


def _walked(content: bytes, at: int) -> float:
    seconds = 0.0
    while frame := _Frame.at(content, at):
        seconds += frame.samples / frame.rate
        at += frame.size_bytes
    return seconds
