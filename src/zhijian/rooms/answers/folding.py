"""Several parts in one text: cut at a sentence, ending with a link, never longer than WeChat takes."""

import re
from collections.abc import Sequence

from zhijian.rooms.answers.links import linked, wholes
from zhijian.rooms.answers.parts import Card, Links, Media, Text, Unit
from zhijian.wechat.replies import MAX_TEXT_BYTES

_SENTENCE_END = re.compile(r"[。！？；…!?;]+[”’」』）)]*|\.(?=\s)|\n")
_SHORTEST_SHARE = 3  # a sentence end in the first third would throw away too much


def folded(units: Sequence[Unit], *, page_url: str) -> str:
    """The words first, then a line for each link. What does not fit is on the page the last line opens."""
    words = "\n\n".join(unit.content for unit in units if isinstance(unit, Text))
    links = [line for unit in units if not isinstance(unit, Text) for line in _lines(unit)]
    whole = _joined(words, links)
    if size_bytes(whole) <= MAX_TEXT_BYTES or not page_url:
        return whole if size_bytes(whole) <= MAX_TEXT_BYTES else cut(whole, most_bytes=MAX_TEXT_BYTES)
    ending = linked("看全部内容", url=page_url)
    room = MAX_TEXT_BYTES - size_bytes(ending) - len("\n\n\n")
    kept = _fitting(links, most_bytes=max(room // 2, room - size_bytes(words)))
    words = cut(words, most_bytes=room - sum(size_bytes(line) + 1 for line in kept))
    return _joined(words, [*kept, ending])


def _lines(unit: Card | Media | Links) -> list[str]:
    cards = unit.cards if isinstance(unit, Links) else (unit,)
    return [linked(card.title, url=card.url) for card in cards]


def _joined(words: str, links: Sequence[str]) -> str:
    return "\n\n".join(piece for piece in (words, "\n".join(links)) if piece)


def _fitting(lines: Sequence[str], *, most_bytes: int) -> list[str]:
    kept = []
    for line in lines:
        most_bytes -= size_bytes(line) + 1
        if most_bytes < 0:
            break
        kept.append(line)
    return kept


def cut(text: str, *, most_bytes: int) -> str:
    """The text's beginning up to a sentence's end; where no sentence ends, up to a word, with …

    Links and addresses are in it whole or not at all.
    """
    if size_bytes(text) <= most_bytes:
        return text
    start = text.encode()[: max(most_bytes - size_bytes("…"), 0)].decode(errors="ignore")
    # A link longer than a message leads nowhere, so there is no need to look for its end any further.
    kept_whole = wholes(text[: len(start) + MAX_TEXT_BYTES])
    start = start[: min((first for first, end in kept_whole if first < len(start) < end), default=None)]
    ends = [found.end() for found in _SENTENCE_END.finditer(start)]
    ends = [at for at in ends if not any(first < at < end for first, end in kept_whole)]
    if ends and ends[-1] * _SHORTEST_SHARE >= len(start):
        return start[: ends[-1]].rstrip()
    return start.rstrip() + "…" if start else ""


def size_bytes(text: str) -> int:
    return len(text.encode())
