"""The numbered lines under a reply, and reading a number somebody sends."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from zhijian.rooms.answers.folding import size_bytes
from zhijian.rooms.answers.parts import Part, Reply, Text
from zhijian.wechat.replies import MAX_TEXT_BYTES

Guide = Mapping[int, tuple[str, int]]  # number -> (label, rule it leads to)

_LONGEST: Final = 8
_NUMBER: Final = re.compile(
    r"(?:回复|回|选|我选|按)?\s*(?:(\d{1,2})|([零〇一二三四五六七八九十]))\s*[.。、,，)!！]?"
)
_WRITTEN: Final = {"零": 0, "〇": 0, **{sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}}


def with_choices(reply: Reply, guide: Guide, *, has_start: bool) -> Reply:
    """The reply with its choices under the last text, or as a text of their own where that would be too long.

    Whatever is drawn of a reply that says one thing has them. `has_start`: the rule can be led to, so there
    is a start to go back to.
    """
    if not guide:
        return reply
    lines = in_lines(guide, has_start=has_start)
    *rest, last = reply.parts
    parts: list[Part] = [*reply.parts, Text(lines)]
    if isinstance(last, Text):
        together = f"{last.content}\n\n{lines}"
        if size_bytes(together) <= MAX_TEXT_BYTES:
            parts = [*rest, Text(together)]
    one_of = tuple(with_choices(one, guide, has_start=has_start) for one in reply.one_of)
    return replace(reply, parts=tuple(parts), one_of=one_of)


def in_lines(guide: Guide, *, has_start: bool) -> str:
    numbered = [f"{number} {label}" for number, (label, _rule) in sorted(guide.items())]
    if has_start:
        numbered.append(_("0 回到开头"))
    return "\n".join([_("回复数字："), *numbered])


def no_such_choice(number: int, guide: Guide, *, has_start: bool) -> str:
    return _("没有 %(number)d 这一项。") % {"number": number} + "\n" + in_lines(guide, has_start=has_start)


def number_in(text: str) -> int | None:
    """The number a text is, if it is nothing else: 1, １, ①, 一, 1. or 回复1."""
    text = text.strip()
    if not 0 < len(text) <= _LONGEST:
        return None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    return int(found[1]) if found[1] else _WRITTEN[found[2]]
