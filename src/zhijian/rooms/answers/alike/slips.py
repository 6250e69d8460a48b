"""Whether two words differ by one slip of the finger that leaves the meaning alone."""

from functools import cache
from importlib.resources import files
from typing import Final

SHORTEST: Final = 4  # of shorter words, one character changed is another word


def is_slip(asked: str, word: str) -> bool:
    """One character is another, is missing, is too many, or two neighbours changed places.

    Never where that character turns the meaning: 退党 is no slip for 入党, nor 2025 one for 2026.
    """
    changed = _changed(asked, word)
    return bool(changed) and not any(sign in _turning() or sign.isdecimal() for sign in changed)


def _changed(asked: str, word: str) -> str:
    """The characters in which they differ; empty when they are equal or differ by more than one slip."""
    start = 0
    while start < min(len(asked), len(word)) and asked[start] == word[start]:
        start += 1
    end = 0
    most = min(len(asked), len(word)) - start
    while end < most and asked[-1 - end] == word[-1 - end]:
        end += 1
    left, right = asked[start : len(asked) - end], word[start : len(word) - end]
    if len(left) <= 1 and len(right) <= 1:
        return left + right
    return left if len(left) == 2 and left == right[::-1] else ""


@cache
def _turning() -> frozenset[str]:
    text = files(__package__).joinpath("turning.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(sign for line in lines for sign in line if not sign.isspace())
