"""A reply in one cell of a CSV file.

    The text as it stands, over as many lines as it needs.
    @next
    A second text.
    @item:3f9c2a7d1e5b604

`@next` on a line of its own begins another text; `@item:CODE` on a line of its own is a thing from the
library. A line of a text that looks like one of these is written with one more @ in front. Everything else,
also other lines that begin with @, stands for itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhijian.rooms.answers.normal import is_blank

_ITEM = re.compile(r"@item:(\S+)")
_LOOKS_LIKE_A_MARK = re.compile(r"@+(?:next|item:\S+)")


@dataclass(frozen=True, slots=True)
class ItemMark:
    """Something from the library, by its code."""

    code: str


WrittenPart: TypeAlias = str | ItemMark


def written(parts: Sequence[WrittenPart]) -> str:
    """The cell for these parts; `read` gives them back. Texts have line feeds only, and are not blank."""
    lines: list[str] = []
    after_text = False
    for part in parts:
        if isinstance(part, ItemMark):
            lines.append(f"@item:{part.code}")
            after_text = False
        else:
            if after_text:
                lines.append("@next")
            lines += [_escaped(line) for line in part.split("\n")]
            after_text = True
    return "\n".join(lines)


def _escaped(line: str) -> str:
    return "@" + line if _LOOKS_LIKE_A_MARK.fullmatch(line) else line


def read(cell: str) -> list[WrittenPart]:
    """The parts of a cell; none when it is blank. Any line ends are taken."""
    parts: list[WrittenPart] = []
    text: list[str] = []
    for line in cell.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        item = _ITEM.fullmatch(line)
        if line != "@next" and not item:
            text.append(line[1:] if _LOOKS_LIKE_A_MARK.fullmatch(line) else line)
            continue
        parts += _text_of(text)
        text = []
        if item:
            parts.append(ItemMark(item.group(1)))
    return [*parts, *_text_of(text)]


def _text_of(lines: Iterable[str]) -> list[WrittenPart]:
    text = "\n".join(lines)
    return [] if is_blank(text) else [text]
