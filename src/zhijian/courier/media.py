"""Files of the library at WeChat: uploaded for three days, kept for good, counted, deleted."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from asgiref.sync import sync_to_async

from zhijian.courier import letters
from zhijian.courier.letters import CannotBeSaid
from zhijian.foundation.library import services
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item
from zhijian.wechat.client import Client
from zhijian.wechat.client.material import AddedMaterial
from zhijian.wechat.errors import CallFailed, MediaGone, Retry, TransportFailed, WeChatError

log = structlog.get_logger()

# WeChat forgets temporary media after three days; a little earlier is safe (protocol 2).
MEDIA_LIFE = timedelta(days=3)
_LATEST_LISTED = 20


@dataclass(slots=True)
class Refreshed:
    """What came of a round. `stopped_by`: why the rest of the account was left for later."""

    uploaded: int = 0
    refused: int = 0
    stopped_by: str = ""
    missing: list[str] = field(default_factory=list)


async def upload(client: Client, item: Item, *, clock: Callable[[], float] = time.time) -> str:
    """Hand the file over for three days and write its media id down. Raises `CallFailed`, `CannotBeSaid`."""
    content = await sync_to_async(letters.media_bytes)(item)
    uploaded = await client.media.upload(
        content, kind=item.kind, filename=file_name(item), content_type=item.mime_type
    )
    expires_at = datetime.fromtimestamp(clock(), UTC) + MEDIA_LIFE
    await sync_to_async(services.note_uploaded)(item=item, media_id=uploaded.media_id, expires_at=expires_at)
    return uploaded.media_id


async def refresh(
    client: Client,
    items: Sequence[Item],
    *,
    goes_on: Callable[[], bool],
    clock: Callable[[], float] = time.time,
) -> Refreshed:
    """Upload them one after the other. A file WeChat refuses is noted and does not stop the others.

    What would refuse every file (a used-up quota, a missing right, no connection) ends the round.
    """
    came = Refreshed()
    for item in items:
        if not await sync_to_async(goes_on)():
            came.stopped_by = "asked to stop"
            break
        try:
            await upload(client, item, clock=clock)
        except CannotBeSaid:
            came.missing.append(item.code)
        except WeChatError as failed:
            if not _is_the_files_fault(failed):
                came.stopped_by = str(failed)
                break
            came.refused += 1
            await sync_to_async(services.note_refused)(item=item, code=failed.errcode, why=failed.meaning.zh)
        except CallFailed as failed:
            came.stopped_by = str(failed)
            break
        else:
            came.uploaded += 1
    return came


async def keep(client: Client, item: Item) -> str:
    """Have WeChat keep the file for good; the media id. An older copy of it is deleted afterwards.

    What may have arrived is looked for before it is sent again: twice kept is twice counted.
    """
    content = await sync_to_async(letters.media_bytes)(item)
    name = _lasting_name(item, content)
    before = await sync_to_async(_kept_id)(item)
    added = await _found(client, item, name) or await _add(client, item, content, name)
    await sync_to_async(services.note_permanent)(item=item, media_id=added.media_id, url=added.url)
    if before and before != added.media_id:
        await forget(client, before)
    return added.media_id


async def forget(client: Client, media_id: str) -> None:
    """Delete a permanent media; one that is gone already is fine."""
    try:
        await client.material.delete(media_id)
    except MediaGone:
        log.info("permanent media was gone already")


async def count(client: Client, account_id: int) -> None:
    """Ask how many there are and write it down."""
    found = await client.material.count()
    await sync_to_async(services.note_counted)(
        account_id=account_id, images=found.image, voices=found.voice, videos=found.video
    )


def file_name(item: Item) -> str:
    """WeChat looks at the ending; the rest of the name is nobody's business."""
    return f"{item.code}.{item.file_path.rpartition('.')[2]}"


async def _add(client: Client, item: Item, content: bytes, name: str) -> AddedMaterial:
    try:
        if item.kind == ItemKind.VIDEO:
            return await client.material.add_video(
                content, filename=name, title=item.title, introduction=item.summary
            )
        return await client.material.add(content, kind=item.kind, filename=name, content_type=item.mime_type)
    except TransportFailed as failed:
        if failed.may_have_arrived and (found := await _found(client, item, name)):
            return found
        raise


async def _found(client: Client, item: Item, name: str) -> AddedMaterial | None:
    """The same file, if it is among the latest: a worker may have died before it wrote it down."""
    page = await client.material.batchget(kind=item.kind, count=_LATEST_LISTED)
    return next((AddedMaterial(one.media_id, one.url) for one in page.items if one.name == name), None)


def _lasting_name(item: Item, content: bytes) -> str:
    """Another file of the same item has another name, so that the old one is never taken for it."""
    return f"{item.code}-{hashlib.sha256(content).hexdigest()[:8]}.{item.file_path.rpartition('.')[2]}"


def _kept_id(item: Item) -> str:
    fresh = Item.objects.select_related("permanent").filter(pk=item.pk).first()
    permanent = getattr(fresh, "permanent", None)
    return permanent.media_id if permanent else ""


def _is_the_files_fault(failed: WeChatError) -> bool:
    """40004 kind, 40005 ending, 40006 and 40009 size, 41005 no content, 45001-45007 too much of it."""
    return failed.retry is Retry.NO and (
        failed.errcode in {40004, 40005, 40006, 40009, 41005, 87014} or 45001 <= failed.errcode <= 45007
    )
