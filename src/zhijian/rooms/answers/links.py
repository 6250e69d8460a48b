"""Links in a text, as WeChat's text messages know them: words to tap, the address behind them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_LINK: Final = re.compile(r"<a\s[^>]*>(?P<words>.*?)</a>", re.IGNORECASE | re.DOTALL)
_WHOLE: Final = re.compile(rf"{_LINK.pattern}|https?://[!-;=?-~]+", re.IGNORECASE | re.DOTALL)

# Nothing is escaped with an ampersand: not every client is known to read &lt; and &quot;. What could end an
# address is written as addresses write it; what could open a tag becomes its wide twin.
_IN_ADDRESS: Final = {ord(character): f"%{ord(character):02X}" for character in "\"'<>"}
_IN_WORDS: Final = str.maketrans("<>", "＜＞")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text; `is_link` where one can tap it."""

    words: str
    is_link: bool


def linked(words: str, *, url: str) -> str:
    """The words, leading to the address when tapped. Neither can end the other early, or the line."""
    address = "%20".join(url.split()).translate(_IN_ADDRESS)
    label = " ".join(words.split()).translate(_IN_WORDS)
    return f'<a href="{address}">{label or address}</a>'


def runs(text: str) -> Iterator[Run]:
    """The text as a phone shows it, without its tags."""
    at = 0
    for found in _LINK.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()], is_link=False)
        yield Run(found["words"], is_link=True)
        at = found.end()
    if at < len(text):
        yield Run(text[at:], is_link=False)


def wholes(text: str) -> list[tuple[int, int]]:
    """(start, end) of what nobody should see half of: links and bare addresses."""
    return [found.span() for found in _WHOLE.finditer(text)]
