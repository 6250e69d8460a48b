"""One page in letters of 7 mm: how much an A4 sheet holds. The page's print style keeps these numbers."""

import unicodedata
from math import ceil
from typing import Final

SIGNS_A_LINE: Final = 24
MOST_LINES: Final = 18
_HALF: Final = frozenset({"Na", "H", "N"})  # letters and digits that take half a sign's width


def lines_needed(body: str) -> int:
    """Lines on paper; an empty one between paragraphs takes no place, the style sets them apart."""
    return sum(ceil(_width(line.strip()) / SIGNS_A_LINE) for line in body.splitlines() if line.strip())


def _width(line: str) -> float:
    return sum(0.55 if unicodedata.east_asian_width(sign) in _HALF else 1.0 for sign in line)
