"""Items in words: an icon, a line of facts, and what is to be said of the permission."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.foundation.library.kinds import FILE_KINDS, ItemKind
from zhijian.foundation.library.large_page import lines_needed
from zhijian.foundation.library.marks import unmarked
from zhijian.foundation.library.media_files import in_minutes
from zhijian.foundation.library.models import Item

ICONS = {
    ItemKind.TEXT: "align-left",
    ItemKind.LINK: "external-link",
    ItemKind.ARTICLE: "book",
    ItemKind.LARGE: "text-size",
    ItemKind.QUESTION: "help-circle",
    ItemKind.IMAGE: "photo",
    ItemKind.VOICE: "microphone",
    ItemKind.AUDIO: "volume",
    ItemKind.VIDEO: "video",
    ItemKind.PACK: "folders",
}
WARN_FOR = timedelta(days=60)  # long enough to write a letter and get an answer
SIGNS_A_MINUTE = 300


@dataclass(frozen=True, slots=True)
class Flag:
    look: str
    icon: str
    words: str


def icon_of(kind: str) -> str:
    return ICONS[ItemKind(kind)]


def facts(item: Item) -> str:
    """文章，2,300 字，约 6 分钟."""
    return _("，").join([str(item.get_kind_display()), *_measures(item)])


def _measures(item: Item) -> list[str]:
    if item.kind == ItemKind.LINK:
        return [urlsplit(item.url).hostname or ""]
    if item.kind in FILE_KINDS:
        return _of_file(item)
    if item.kind == ItemKind.PACK:
        count = len(item.pack_parts.all())  # fetched with a list of items
        return [ngettext("%(n)d 样", "%(n)d 样", count) % {"n": count}]
    if item.kind == ItemKind.LARGE:
        return [_("A4 一页，%(n)d 行") % {"n": lines_needed(item.body)}]
    signs = len("".join(unmarked(item.body).split()))
    counted = _("%(n)s 字") % {"n": f"{signs:,}"}
    if item.kind != ItemKind.ARTICLE:
        return [counted]
    return [counted, _("约 %(n)d 分钟") % {"n": max(1, round(signs / SIGNS_A_MINUTE))}]


def _of_file(item: Item) -> list[str]:
    measures = []
    if item.width and item.height:
        measures.append(f"{item.width} × {item.height}")
    if item.duration_seconds:
        measures.append(in_minutes(item.duration_seconds))
    return [*measures, size_in_words(item.size_bytes)]


def size_in_words(size_bytes: int) -> str:
    if size_bytes < 1024 * 1024:
        return f"{max(1, round(size_bytes / 1024))} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB"


def rights_flag(item: Item) -> Flag | None:
    """Whether it may be shown, and for how long; None where nothing was written down."""
    until = item.rights_until
    if until is None:
        return Flag("ok", "circle-check", item.rights) if item.rights else None
    day = date_format(until, _("n 月 j 日") if until.year == localdate().year else _("Y 年 n 月 j 日"))
    left = (until - localdate()).days
    if left < 0:
        return Flag("bad", "circle-x", _("许可 %(day)s到期了，页面已经收起来") % {"day": day})
    if until - localdate() <= WARN_FOR:
        left_words = _("今天是最后一天") if left == 0 else _("还有 %(left)d 天") % {"left": left}
        return Flag(
            "warn", "alert-triangle", _("许可到 %(day)s，%(left)s") % {"day": day, "left": left_words}
        )
    return Flag("ok", "circle-check", _("许可到 %(day)s") % {"day": day})


def origin(item: Item) -> str:
    """镇党委组织办编写，可以转发."""
    return _("，").join(part for part in (item.source, item.author, item.rights) if part)
