"""Changing, replacing, copying and removing items. Whatever sends them, sends the new one within seconds."""

from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.library import media_files
from zhijian.foundation.library.checking import checked
from zhijian.foundation.library.errors import ItemChangedMeanwhile, ItemInUse
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item, PackPart, PermanentMedia, SearchEntry, UploadedMedia
from zhijian.foundation.library.search_index import entry_of
from zhijian.foundation.library.services.media import FORGET
from zhijian.foundation.tasks import services as tasks

_COPIED = (
    "title", "summary", "body", "url", "file_path", "file_name", "mime_type", "size_bytes", "author",
    "source", "source_url", "rights", "rights_until", "duration_seconds", "width", "height", "is_findable",
)  # fmt: skip


@transaction.atomic
def change_item(item: Item, *, by: Any, seen_version: int | None = None, **values: Any) -> Item:
    """Change what is given. Raises `ItemChangedMeanwhile` when `seen_version`, what was seen, is old."""
    whole = {"title": item.title, "body": item.body, **values}  # a sheet of paper holds both
    kept = {field: value for field, value in checked(item.kind, whole).items() if field in values}
    _claim(item, by=by, seen_version=seen_version)
    for field, value in kept.items():
        setattr(item, field, value)
    item.save(update_fields=list(kept))
    make_searchable(item)
    accounts.touch(item.account_id)
    audit.write("library.changed", actor=by, subject=item, details={"fields": sorted(kept)})
    return item


@transaction.atomic
def replace_file(item: Item, *, content: bytes, file_name: str, by: Any) -> Item:
    """Another file for the same item. What WeChat holds of the old one is no longer sent."""
    kept = media_files.keep(content, kind=item.kind)
    _claim(item, by=by, seen_version=None)
    item.file_path, item.file_name, item.mime_type = kept.path, file_name[:120], kept.mime_type
    item.size_bytes, item.duration_seconds = kept.size_bytes, kept.duration_seconds
    item.width, item.height = kept.width, kept.height
    item.save()
    UploadedMedia.objects.filter(item=item).delete()
    PermanentMedia.objects.filter(item=item).update(is_outdated=True)
    accounts.touch(item.account_id)
    audit.write("library.file_replaced", actor=by, subject=item, details={"bytes": kept.size_bytes})
    return item


@transaction.atomic
def review_item(item: Item, *, by: Any) -> Item:
    """Somebody read it and found it right, on this day."""
    item.reviewed_by_name, item.reviewed_at = str(by)[:150], now()
    item.save(update_fields=["reviewed_by_name", "reviewed_at"])
    audit.write("library.reviewed", actor=by, subject=item)
    return item


@transaction.atomic
def copy_to_account(item: Item, *, account_id: int, by: Any) -> Item:
    """The same thing for another account: WeChat's media belong to one account and cannot be lent.

    A cover goes with it, a pack takes its parts along.
    """
    copies: dict[int, Item] = {}
    copied = _copy(item, account_id=account_id, by=by, copies=copies)
    if item.kind == ItemKind.PACK:
        for place in item.pack_parts.select_related("item__cover").order_by("position"):
            part = _copy(place.item, account_id=account_id, by=by, copies=copies)
            PackPart.objects.create(pack=copied, item=part, position=place.position, role=place.role)
    accounts.touch(account_id)
    audit.write("library.copied", actor=by, subject=copied, details={"from": item.code})
    return copied


@transaction.atomic
def remove_item(item: Item, *, by: Any) -> None:
    """Raises `ItemInUse` while a rule, a pack or a cover needs it. What WeChat keeps of it goes, too.

    The file stays on the disk: another item may have the same, and readers may have its address.
    """
    name, account_id = str(item), item.account_id
    kept = PermanentMedia.objects.filter(item=item).first()
    try:
        with transaction.atomic():
            item.delete()
    except (models.ProtectedError, models.RestrictedError):
        raise ItemInUse(name) from None
    if kept:
        tasks.plan(
            FORGET,
            key=f"delete-material:{account_id}:{kept.media_id}",
            arguments={"account": account_id, "media_id": kept.media_id},
        )
    accounts.touch(account_id)
    audit.write("library.removed", actor=by, subject=name)


def make_searchable(item: Item) -> None:
    """Bring the search up to date with the item. In the caller's transaction, after every change of it."""
    entry = entry_of(
        account_id=item.account_id,
        title=item.title,
        summary=item.summary,
        body=item.body,
        is_findable=item.is_findable,
    )
    SearchEntry.objects.update_or_create(item=item, defaults=entry)


def _claim(item: Item, *, by: Any, seen_version: int | None) -> None:
    """Raise the version, if it is still the one that was seen: one update, so that of two only one wins."""
    mine = Item.objects.filter(pk=item.pk)
    if seen_version is not None:
        mine = mine.filter(version=seen_version)
    changed_at, changed_by_name = now(), str(by)[:150]
    if not mine.update(
        version=models.F("version") + 1, changed_at=changed_at, changed_by_name=changed_by_name
    ):
        other = Item.objects.get(pk=item.pk)
        raise ItemChangedMeanwhile(by_name=other.changed_by_name, at=other.changed_at)
    item.changed_at, item.changed_by_name = changed_at, changed_by_name
    item.version = Item.objects.values_list("version", flat=True).get(pk=item.pk)


def _copy(item: Item, *, account_id: int, by: Any, copies: dict[int, Item]) -> Item:
    if item.pk in copies:
        return copies[item.pk]
    cover = _copy(item.cover, account_id=account_id, by=by, copies=copies) if item.cover else None
    values = {field: getattr(item, field) for field in _COPIED}
    made = Item.objects.create(
        account_id=account_id, kind=item.kind, cover=cover, changed_by_name=str(by)[:150], **values
    )
    make_searchable(made)
    copies[item.pk] = made
    return made
