"""One page in letters of 7 mm: how much an A4 sheet holds. The page's print style keeps these numbers."""

import unicodedata
from math import ceil
from typing import Final

from zhijian.foundation.library import marks

SIGNS_A_LINE: Final = 24
SIGNS_A_TITLE_LINE: Final = 15
# Millimetres between the margins and above the code at the foot; a line with the space after its paragraph;
# a line of the title, and the space after it.
_HEIGHT: Final = 240.0
_LINE: Final = 12.0
_TITLE_LINE: Final = 13.75
_AFTER_TITLE: Final = 4.0
_INDENT: Final = 2  # signs a list stands in
_HALF: Final = frozenset({"Na", "H", "N"})  # letters and digits that take half a sign's width


def lines_needed(body: str) -> int:
    """Lines on paper; an empty one between paragraphs takes no place, the style sets them apart."""
    return sum(_lines_of(line.strip()) for line in body.splitlines() if line.strip())


def most_lines(title: str) -> int:
    """How many of them there is room for; a title of several lines takes some away."""
    title_lines = max(1, ceil(_width(title.strip()) / SIGNS_A_TITLE_LINE))
    return int((_HEIGHT - _AFTER_TITLE - title_lines * _TITLE_LINE) / _LINE)


def _lines_of(line: str) -> int:
    if line.startswith(marks.ITEM):
        return ceil(_width(line.removeprefix(marks.ITEM)) / (SIGNS_A_LINE - _INDENT))
    return ceil(_width(line.removeprefix(marks.HEADING)) / SIGNS_A_LINE)


def _width(line: str) -> float:
    return sum(0.55 if unicodedata.east_asian_width(sign) in _HALF else 1.0 for sign in line)
