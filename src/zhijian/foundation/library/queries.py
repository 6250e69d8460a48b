"""Reading the library."""

import math
from datetime import timedelta

from django.db import models
from django.db.models.functions import Replace
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from zhijian.foundation.accounts.queries import accounts_visible_to
from zhijian.foundation.library import wording
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.staff.models import Staff

SAFETY = timedelta(hours=1)  # a media id this near its end may be gone when WeChat sends it


def item_by_code(code: str) -> Item | None:
    """For the public page: whoever has the code may read."""
    return Item.objects.select_related("account", "cover").filter(code=code).first()


def said_text(item: Item) -> str:
    """What a text or a question says in the chat."""
    if item.kind == ItemKind.QUESTION:
        return _("想一想，说一说：%(question)s") % {"question": item.body}
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


def items_visible_to(staff: object, *, account_id: int) -> models.QuerySet[Item]:
    return Item.objects.filter(account_id=account_id).order_by("-made_at", "-id")


def library_visible_to(staff: Staff) -> models.QuerySet[Item]:
    """The items of every account this person may see."""
    return Item.objects.filter(account__in=accounts_visible_to(staff))


def items_named(items: models.QuerySet[Item], typed: str) -> models.QuerySet[Item]:
    """Those of `items` that staff may mean: part of a title or of its pinyin, a file's name, a source."""
    said = wording.folded(typed)
    letters = "".join(said.split())
    found = models.Q(search_entry__title__contains=said)
    found |= models.Q(summary__icontains=typed) | models.Q(file_name__icontains=typed)
    found |= models.Q(source__icontains=typed)
    if letters.isascii() and letters:
        items = items.annotate(
            heard=Replace(
                "search_entry__pinyin", models.Value(" "), models.Value(""), output_field=models.TextField()
            )
        )
        found |= models.Q(heard__contains=letters) | models.Q(search_entry__initials__contains=letters)
    return items.filter(found)


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
