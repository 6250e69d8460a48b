"""Reading the library."""

import math
from datetime import timedelta

from django.db import models
from django.db.models.functions import Replace
from django.utils.timezone import localdate, now

from zhijian.foundation.library import wording
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item, PackPart, SearchEntry
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import EDIT_LIBRARY
from zhijian.foundation.staff.sight import accounts_for

# What followers read is in the account's language, whatever the staff's is.
_LEAD = "想一想，说一说："

SAFETY = timedelta(hours=1)  # a media id this near its end may be gone when WeChat sends it


def item_by_code(code: str) -> Item | None:
    """For the public page: whoever has the code may read."""
    return Item.objects.select_related("account", "cover").filter(code=code).first()


def said_text(item: Item) -> str:
    """What a text or a question says in the chat."""
    if item.kind == ItemKind.QUESTION:
        return f"{_LEAD}{item.body}"
    return item.body


def places_of(pack: Item) -> list[PackPart]:
    """The parts of a pack in order, with what each is there for."""
    return list(pack.pack_parts.select_related("item__cover").order_by("position"))


def parts_of(pack: Item) -> list[Item]:
    """In the pack's order."""
    return [place.item for place in places_of(pack)]


def may_be_shown(item: Item) -> bool:
    """Whether the permission to show it still holds today."""
    return item.rights_until is None or item.rights_until >= localdate()


def items_visible_to(staff: Staff, *, account_id: int) -> models.QuerySet[Item]:
    """The newest first: by number, which needs no sorting of 10,000 bodies."""
    return library_visible_to(staff).filter(account_id=account_id).order_by("-id")


def library_visible_to(staff: Staff) -> models.QuerySet[Item]:
    """The items of every account whose library this person keeps."""
    return Item.objects.filter(account__in=accounts_for(staff, *EDIT_LIBRARY))


def entries_named(typed: str, *, account_id: int | None = None) -> models.QuerySet[SearchEntry]:
    """What staff may mean: part of a title, of its pinyin or its initials; where no title has it, part of a
    summary, a source or a file's name.

    Asked of the entries, whose short columns come first: items would be read with all of their bodies.
    """
    entries = SearchEntry.objects.all()
    if account_id is not None:
        entries = entries.filter(account_id=account_id)
    said = wording.folded(typed)
    letters = "".join(said.split())
    named = models.Q(title__contains=said)
    if letters.isascii() and letters:
        together = Replace("pinyin", models.Value(" "), models.Value(""), output_field=models.TextField())
        entries = entries.annotate(heard=together)
        named |= models.Q(heard__contains=letters) | models.Q(initials__contains=letters)
    if entries.filter(named).exists():
        return entries.filter(named)
    beside = models.Q(item__summary__icontains=typed) | models.Q(item__source__icontains=typed)
    return entries.filter(beside | models.Q(item__file_name__icontains=typed))


def items_named(items: models.QuerySet[Item], typed: str) -> models.QuerySet[Item]:
    """Those of `items` that staff may mean (`entries_named`)."""
    return items.filter(pk__in=entries_named(typed).order_by().values("item_id"))


def live_media_id(item_id: int) -> str:
    """The media id WeChat still holds for this item, or an empty text."""
    item = Item.objects.select_related("uploaded", "permanent").filter(pk=item_id).first()
    return held_by_wechat(item)[0] if item else ""


def held_by_wechat(item: Item) -> tuple[str, float]:
    """A media id that may be sent now, and until when (seconds since 1970); ("", 0.0) when there is none.

    A permanent one first: it needs no refreshing. Fetch items with `uploaded` and `permanent`.
    """
    permanent = getattr(item, "permanent", None)
    if permanent and not permanent.is_outdated:
        return permanent.media_id, math.inf
    uploaded = getattr(item, "uploaded", None)
    if uploaded and uploaded.expires_at > now() + SAFETY:
        return uploaded.media_id, (uploaded.expires_at - SAFETY).timestamp()
    return "", 0.0
