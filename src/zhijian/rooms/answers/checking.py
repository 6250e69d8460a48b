"""The rules a rule itself must keep, one keyword and one text at a time. Pure: nothing is looked up."""

import re

from zhijian.rooms.answers import patterns
from zhijian.rooms.answers.errors import (
    KeywordEmpty,
    KeywordTooLong,
    KeywordUnreadable,
    MatchUnknown,
    PriorityRefused,
    ReplyEmpty,
    TextTooLong,
    TextUnreadable,
)
from zhijian.rooms.answers.folding import size_bytes
from zhijian.rooms.answers.normal import is_blank, normal
from zhijian.rooms.answers.ranking import MATCHES, REGEX
from zhijian.wechat.replies import MAX_TEXT_BYTES

MOST_KEYWORD_CHARS = 500
MOST_PARTS = 20
PRIORITIES = range(-1000, 1001)

# What XML 1.0 cannot carry: no follower can send it, no reply can hold it.
_UNREADABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_keyword(text: str, *, match: str) -> str:
    """The keyword's normal form (a regular expression's: folded). Raises `RuleRefused`."""
    if match not in MATCHES:
        raise MatchUnknown(match)
    if is_blank(text):
        raise KeywordEmpty
    if len(text) > MOST_KEYWORD_CHARS:
        raise KeywordTooLong(most=MOST_KEYWORD_CHARS)
    if _UNREADABLE.search(text):
        raise KeywordUnreadable
    if match == REGEX:
        patterns.check(text)
        return patterns.folded(text)
    return normal(text)


def check_text(text: str) -> str:
    """One text of a reply, its line ends as WeChat shows them. Raises `RuleRefused`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_blank(text):
        raise ReplyEmpty
    if _UNREADABLE.search(text):
        raise TextUnreadable
    size = size_bytes(text)
    if size > MAX_TEXT_BYTES:
        raise TextTooLong(size_bytes=size, most=MAX_TEXT_BYTES)
    return text


def check_priority(priority: int) -> int:
    if priority not in PRIORITIES:
        raise PriorityRefused(least=PRIORITIES[0], most=PRIORITIES[-1])
    return priority
