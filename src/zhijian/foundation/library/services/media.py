"""What WeChat holds of our files, as the courier reports it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.library.models import Item, MediaRefusal, PermanentMedia, UploadedMedia


@transaction.atomic
def note_uploaded(*, item: Item, media_id: str, expires_at: datetime) -> None:
    """WeChat holds the file now; gateways may answer with it."""
    UploadedMedia.objects.update_or_create(
        item=item, defaults={"media_id": media_id, "expires_at": expires_at, "file_path": item.file_path}
    )
    MediaRefusal.objects.filter(item=item).delete()
    accounts.touch(item.account_id)


@transaction.atomic
def note_permanent(*, item: Item, media_id: str, url: str) -> None:
    """WeChat keeps the file until it is told not to."""
    PermanentMedia.objects.update_or_create(
        item=item, defaults={"media_id": media_id, "url": url, "kept_at": now(), "is_outdated": False}
    )
    MediaRefusal.objects.filter(item=item).delete()
    accounts.touch(item.account_id)


@transaction.atomic
def note_permanent_gone(*, item: Item) -> None:
    PermanentMedia.objects.filter(item=item).delete()
    accounts.touch(item.account_id)


def note_refused(*, item: Item, code: int | None, why: str) -> None:
    """WeChat would not take the file; shown beside it until it does."""
    MediaRefusal.objects.update_or_create(item=item, defaults={"code": code, "why": why[:200], "at": now()})
