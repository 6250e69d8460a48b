"""What WeChat holds of our files: what the courier reports, and what staff ask it to do."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.library.models import (
    Item,
    MaterialCount,
    MediaRefusal,
    PermanentMedia,
    UploadedMedia,
)
from zhijian.foundation.tasks import services as tasks

# Names of the worker's chores.
KEEP: Final = "library.keep_permanent"
FORGET: Final = "library.delete_material"
COUNT: Final = "library.count_materials"
REFRESH: Final = "library.refresh_media"


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
def note_gone(*, item: Item, media_id: str) -> None:
    """WeChat does not know this id (any more): run out early, deleted there, or another account's."""
    UploadedMedia.objects.filter(item=item, media_id=media_id).delete()
    PermanentMedia.objects.filter(item=item, media_id=media_id).delete()
    accounts.touch(item.account_id)


def note_refused(*, item: Item, code: int | None, why: str) -> None:
    """WeChat would not take the file; shown beside it until it does."""
    MediaRefusal.objects.update_or_create(item=item, defaults={"code": code, "why": why[:200], "at": now()})


def note_counted(*, account_id: int, images: int, voices: int, videos: int) -> None:
    MaterialCount.objects.update_or_create(
        account_id=account_id,
        defaults={"images": images, "voices": voices, "videos": videos, "counted_at": now()},
    )


@transaction.atomic
def keep_permanent_later(item: Item, *, by: Any, leads_to: str) -> str:
    """Have WeChat keep the file for good. The key of the task; its page says how it went."""
    key = f"library-keep-{item.pk}"
    tasks.plan_anew(
        KEEP,
        key=key,
        arguments={"item": item.pk},
        for_staff_id=by.pk,
        title=_("把“%(title)s”放进微信的永久素材") % {"title": item.title},
        if_stopped=_("停下也没关系，资料库里的文件不动。"),
        leads_to=leads_to,
    )
    audit.write("library.keep_asked", actor=by, subject=item)
    return key


@transaction.atomic
def forget_permanent_later(item: Item, *, by: Any, leads_to: str) -> str:
    """Have WeChat delete its permanent copy. Ours stays, and is uploaded for three days when it is sent."""
    key = f"library-forget-{item.pk}"
    kept = PermanentMedia.objects.filter(item=item).first()
    tasks.plan_anew(
        FORGET,
        key=key,
        arguments={"account": item.account_id, "media_id": kept.media_id if kept else "", "item": item.pk},
        for_staff_id=by.pk,
        title=_("把“%(title)s”从微信的永久素材里拿掉") % {"title": item.title},
        if_stopped=_("停下也没关系，资料库里的文件不动。"),
        leads_to=leads_to,
    )
    audit.write("library.forget_asked", actor=by, subject=item)
    return key


@transaction.atomic
def count_materials_later(*, account_id: int, by: Any, leads_to: str) -> str:
    """Ask WeChat how many permanent media the account has."""
    key = f"library-count-{account_id}"
    tasks.plan_anew(
        COUNT,
        key=key,
        arguments={"account": account_id},
        for_staff_id=by.pk,
        title=_("数一数微信那边的永久素材"),
        if_stopped=_("停下也没关系，只是数一数。"),
        leads_to=leads_to,
    )
    return key
