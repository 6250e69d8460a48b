"""What an item of each kind needs, and how much its fields take. Forms judge by it before services do."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.large_page import SIGNS_A_LINE, lines_needed, most_lines

MOST_CHARS: Final[Mapping[str, int]] = {
    "title": 64,
    "summary": 120,
    "author": 60,
    "source": 120,
    "rights": 200,
    "url": 1024,
    "source_url": 1024,
}
MOST_BODY_CHARS: Final = 50_000
MOST_GREETING_CHARS: Final = 600
MOST_QUESTION_CHARS: Final = 300

_MOST_BODY: Final[Mapping[str, int]] = {
    ItemKind.PACK: MOST_GREETING_CHARS,
    ItemKind.QUESTION: MOST_QUESTION_CHARS,
}
_NEED_A_BODY: Final = frozenset({ItemKind.TEXT, ItemKind.ARTICLE, ItemKind.LARGE, ItemKind.QUESTION})


def checked(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept: trimmed, and within bounds. Raises `ItemRefused` naming the field."""
    kept = dict(values)
    for field in ("title", "summary", "author", "source", "rights", "url", "source_url", "body"):
        if field in kept:
            kept[field] = kept[field].strip()
    if "title" in kept and not kept["title"]:
        raise ItemRefused("title", _("起个名字"))
    for field, most in MOST_CHARS.items():
        if len(kept.get(field, "")) > most:
            raise ItemRefused(field, _too_long(len(kept[field]), most))
    if "body" in kept:
        _check_body(kind, kept["body"])
    if kind == ItemKind.LARGE:
        _check_sheet(kept.get("title", ""), kept.get("body", ""))
    if kind == ItemKind.LINK and "url" in kept:
        _check_address("url", kept["url"])
    if kept.get("source_url"):
        _check_address("source_url", kept["source_url"])
    return kept


def _check_body(kind: str, body: str) -> None:
    if kind in _NEED_A_BODY and not body:
        raise ItemRefused("body", _("写一点内容"))
    most = _MOST_BODY.get(kind, MOST_BODY_CHARS)
    if len(body) > most:
        raise ItemRefused("body", _too_long(len(body), most))


def _check_sheet(title: str, body: str) -> None:
    lines, most = lines_needed(body), most_lines(title)
    if lines > most:
        raise ItemRefused(
            "body",
            _("一张 A4 纸放不下：这些字要 %(lines)d 行，最多 %(most)d 行（每行 %(signs)d 字）")
            % {"lines": lines, "most": most, "signs": SIGNS_A_LINE},
        )


def _check_address(field: str, address: str) -> None:
    try:
        parts = urlsplit(address)
        is_fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_fine = False
    if not is_fine or any(sign.isspace() for sign in address):
        raise ItemRefused(field, _("地址要以 https:// 或 http:// 开头，中间没有空格"))


def _too_long(length: int, most: int) -> str:
    return _("写了 %(length)d 字，上限 %(most)d 字") % {"length": length, "most": most}
