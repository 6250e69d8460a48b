"""What a reading page shows of an item: words and addresses, ready to print."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhijian.foundation.library.kinds import ItemKind, Role
from zhijian.foundation.library.marks import unmarked
from zhijian.foundation.library.media_files import in_minutes
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.library.queries import item_by_code, may_be_shown, parts_of, places_of
from zhijian.portal.elder_view import View, in_view
from zhijian.portal.reading.blocks import blocks
from zhijian.portal.reading.paragraphs import paragraphs
from zhijian.portal.reading.spoken_address import SpokenAddress

ICONS = {
    ItemKind.TEXT: "file-text",
    ItemKind.LINK: "external-link",
    ItemKind.ARTICLE: "news",
    ItemKind.LARGE: "text-size",
    ItemKind.QUESTION: "help-circle",
    ItemKind.IMAGE: "photo",
    ItemKind.VOICE: "headphones",
    ItemKind.AUDIO: "headphones",
    ItemKind.VIDEO: "video",
    ItemKind.PACK: "folders",
}
_MARKED = frozenset({ItemKind.ARTICLE, ItemKind.LARGE})
SIGNS_A_MINUTE = 300  # an unhurried reader of Chinese


@dataclass(frozen=True, slots=True)
class Row:
    """A part in a list: what it is, in words, and where it opens."""

    title: str
    hint: str
    icon: str
    address: str
    thumb: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """`pack` and `onward` are there when the reader came from a pack: the way back, and what comes next."""

    item: Item
    taken_from: str
    blocks: list[SafeString]
    file: str
    cover: str
    host: str
    can_play: bool
    size_words: str
    length_words: str
    on_paper: SpokenAddress | None
    rows: list[Row]
    pack: Row | None
    onward: Row | None

    @property
    def shows_source(self) -> bool:
        """An article always says when and by whom; other things when there is something to say."""
        item = self.item
        return item.kind == ItemKind.ARTICLE or bool(self.taken_from or item.author or item.rights)


def leaf_of(item: Item, *, view: View, came_from: str) -> Leaf:
    places = places_of(item) if item.kind == ItemKind.PACK else []
    pack, onward = _way_through_pack(item, view=view, code=came_from)
    return Leaf(
        item=item,
        taken_from="" if item.source == item.account.name else item.source,
        blocks=_blocks(item),
        file=reverse("reading:file", args=[item.code]) if item.file_path else "",
        cover=reverse("reading:cover", args=[item.code]) if item.cover else "",
        host=urlsplit(item.url).hostname or "",
        can_play=item.mime_type != "audio/amr",  # no browser plays it; the phone's own player does
        size_words=size_in_words(item.size_bytes),
        length_words=in_minutes(item.duration_seconds) if item.duration_seconds else "",
        on_paper=SpokenAddress.of(item) if item.kind == ItemKind.LARGE else None,
        rows=[
            _row_of_place(place, view=view, pack=item.code) for place in places if may_be_shown(place.item)
        ],
        pack=pack,
        onward=onward,
    )


def _blocks(item: Item) -> list[SafeString]:
    if item.kind in _MARKED:
        return blocks(item.body)
    return [format_html("<p>{}</p>", line) for line in paragraphs(item.body)]


def _row_of_place(place: PackPart, *, view: View, pack: str) -> Row:
    """What the part is there for stands first: 听一听 · 长音频 · 21 分钟."""
    hint = _hint(place.item)
    if place.role != Role.OTHER:
        hint = _("%(role)s · %(hint)s") % {"role": place.get_role_display(), "hint": hint}
    return row_of(place.item, view=view, pack=pack, hint=hint)


def row_of(item: Item, *, view: View, pack: str = "", hint: str = "") -> Row:
    """`pack`: the reader comes from there. `hint` stands instead of what the item says of itself."""
    query = {"pack": pack} if pack else {}
    return Row(
        title=item.title,
        hint=hint or _hint(item),
        icon=ICONS[ItemKind(item.kind)],
        address=in_view(reverse("reading:item", args=[item.code]), view, **query),
        thumb=_thumb(item),
    )


def size_in_words(size_bytes: int) -> str:
    """Number and unit stay on one line, also in the largest letters."""
    if size_bytes < 1024 * 1024:
        return f"{max(1, round(size_bytes / 1024))}\N{NO-BREAK SPACE}KB"
    return f"{size_bytes / 1024 / 1024:.1f}\N{NO-BREAK SPACE}MB"


def _way_through_pack(item: Item, *, view: View, code: str) -> tuple[Row | None, Row | None]:
    """The pack the reader came from, if it holds the item, and the part after this one."""
    pack = item_by_code(code) if code else None
    if pack is None or pack.kind != ItemKind.PACK:
        return None, None
    parts = parts_of(pack)
    places = [place for place, part in enumerate(parts) if part.pk == item.pk]
    if not places:
        return None, None
    following = parts[places[0] + 1 : places[0] + 2]
    return row_of(pack, view=view), row_of(following[0], view=view, pack=pack.code) if following else None


def _hint(item: Item) -> str:
    kind = item.get_kind_display()
    if item.summary:
        return item.summary
    if item.kind == ItemKind.LINK:
        return _("%(kind)s · %(host)s") % {"kind": kind, "host": urlsplit(item.url).hostname or ""}
    if item.kind == ItemKind.QUESTION:
        return item.body if len(item.body) <= 40 else f"{item.body[:39]}…"
    if item.kind == ItemKind.LARGE:
        return _("一页，字特别大，也能打印")
    if item.kind in (ItemKind.TEXT, ItemKind.ARTICLE):
        minutes = max(1, round(len(unmarked(item.body)) / SIGNS_A_MINUTE))
        return _("%(kind)s · 读完约 %(n)d 分钟") % {"kind": kind, "n": minutes}
    if item.kind == ItemKind.PACK:
        return _("%(n)d 样资料") % {"n": len(parts_of(item))}
    if item.duration_seconds:
        return _("%(kind)s · %(length)s") % {"kind": kind, "length": in_minutes(item.duration_seconds)}
    return _("%(kind)s · %(size)s") % {"kind": kind, "size": size_in_words(item.size_bytes)}


def _thumb(item: Item) -> str:
    if item.kind == ItemKind.IMAGE:
        return reverse("reading:file", args=[item.code])
    return reverse("reading:cover", args=[item.code]) if item.cover else ""
