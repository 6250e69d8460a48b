"""Several pictures side by side, on the paper the desk is made of."""

import base64
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser

PAPER = "#e7e1d6"  # the desk of the sandbox, so that its phones need no cutting out
PAGE = """<!doctype html><html lang="zh-Hans"><style>
  body {{ margin: 0; padding: 32px; background: {paper}; }}
  body {{ display: inline-flex; gap: 32px; align-items: center; }}
  img {{ display: block; box-shadow: 0 0 0 1px #0002; }}
  .wide {{ width: 1060px; border-radius: 12px; }}
  .hand {{ width: 360px; border-radius: 12px; }}
  .phone {{ width: 330px; border-radius: 44px; box-shadow: none; }}
  .table {{ width: 1440px; margin: -32px; box-shadow: none; }}
</style><body>{pictures}</body></html>"""

Kind = Literal["phone", "hand", "wide", "table"]
SHARPNESS: dict[Kind, float] = {"phone": 1.5, "hand": 1.5, "wide": 1.25, "table": 1}
MOST_BYTES = 240_000  # what a slow line carries in two seconds


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    kind: Kind


def side_by_side(browser: Browser, pictures: Sequence[Picture]) -> bytes:
    """One PNG, small enough for a slow line. What is wide already need not be so sharp."""
    sharpness = min(SHARPNESS[one.kind] for one in pictures)
    while len(png := _drawn(browser, pictures, sharpness)) > MOST_BYTES:
        sharpness *= 0.92
    return png


def _drawn(browser: Browser, pictures: Sequence[Picture], sharpness: float) -> bytes:
    page = browser.new_page(viewport={"width": 1600, "height": 1000}, device_scale_factor=sharpness)
    shown = (
        f'<img class="{one.kind}" src="data:image/png;base64,{base64.b64encode(one.png).decode()}">'
        for one in pictures
    )
    page.set_content(PAGE.format(paper=PAPER, pictures="".join(shown)))
    png = page.locator("body").screenshot()
    page.close()
    return packed_tightly(png)


def packed_tightly(png: bytes) -> bytes:
    """The same picture: Chromium packs for speed, we pack once and read often."""
    chunks = list(chunks_of(png))
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    smaller = [(name, body) for name, body in chunks if name == b"IHDR"]
    smaller += [(b"IDAT", zlib.compress(data, 9)), (b"IEND", b"")]
    return png[:8] + b"".join(chunk(name, body) for name, body in smaller)


def chunks_of(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
