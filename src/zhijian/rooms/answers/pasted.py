"""Text as somebody typed or pasted it, without what a word processor puts around it.

What is no HTML stays as it is, but for characters nobody sees and WeChat shows as boxes. Links stay: they
are the one tag a text message may hold.
"""

import re
from html.parser import HTMLParser
from typing import Final

from zhijian.rooms.answers.links import linked

# Only tags that no text message holds: `<a>` alone, or `1 < 2`, is nothing pasted.
_LOOKS_PASTED: Final = re.compile(
    r"</?(?:p|div|span|br|table|tr|td|ul|ol|li|font|b|i|u|strong|em|style|meta|html|body|h[1-6]|o:p|section)"
    r"(?:\s[^<>]*)?/?>|<!--\[if",
    re.IGNORECASE,
)
_UNSEEN: Final = {ord(character): None for character in "\u200b\u200c\u2060\ufeff\u00ad"}
_OTHERWISE: Final = {
    0x00A0: " ",
    0x2028: "\n",
    0x2029: "\n",
    0x000B: "\n",  # Word's line break inside a paragraph
    0x000C: "\n",
    0xF0B7: "·",  # the bullets of Word, in a font of their own
    0xF0A7: "·",
    0xF0D8: "·",
    0xF06C: "·",
}
_BLOCKS: Final = frozenset(
    ["p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "ul", "ol", "table"]
)
_SILENT: Final = frozenset(["style", "script", "head", "title", "xml"])


def plain(text: str) -> str:
    """Line feeds only, as followers' phones and our byte limit see them. Twice is the same as once."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate(_UNSEEN).translate(_OTHERWISE)
    if not _LOOKS_PASTED.search(text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in reader.text().split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip() or text


class _Reader(HTMLParser):
    """The words of a page, a line for each block, its links kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._said: list[str] = []
        self._silent = 0
        self._links: list[tuple[str, int]] = []  # the address, and where its words begin

    def text(self) -> str:
        return "".join(self._said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._said.append("\n")
        elif tag == "td":
            self._said.append(" ")
        elif tag in _BLOCKS:
            self._new_line()
            if tag == "li":
                self._said.append("· ")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            is_link = address.startswith(("http://", "https://", "weixin://"))
            self._links.append((address if is_link else "", len(self._said)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._new_line()
        elif tag == "a" and self._links:
            address, begins = self._links.pop()
            words = "".join(self._said[begins:])
            if address and words.strip():
                self._said[begins:] = [linked(words, url=address)]

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # In HTML a line end is a space.
            self._said.append(re.sub(r"\s+", " ", data))

    def _new_line(self) -> None:
        if self._said and not self._said[-1].endswith("\n"):
            self._said.append("\n")
