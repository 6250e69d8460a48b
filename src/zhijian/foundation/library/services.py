"""Putting things into the library."""

from datetime import datetime
from typing import Any

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.library import media_files
from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import MEDIA_KINDS, ROLE_OF_KIND, ItemKind, Role
from zhijian.foundation.library.models import Item, PackPart, SearchEntry, UploadedMedia
from zhijian.foundation.library.search_index import entry_of


def add_text(*, account_id: int, title: str, body: str, actor: Any, **more: Any) -> Item:
    _need(body, "body", "写一点内容")
    return _add(account_id=account_id, kind=ItemKind.TEXT, title=title, actor=actor, body=body, **more)


def add_link(*, account_id: int, title: str, url: str, actor: Any, **more: Any) -> Item:
    if not url.startswith(("https://", "http://")):
        raise ItemRefused("url", "地址要以 https:// 或 http:// 开头")
    return _add(account_id=account_id, kind=ItemKind.LINK, title=title, actor=actor, url=url, **more)


def add_article(*, account_id: int, title: str, body: str, actor: Any, **more: Any) -> Item:
    _need(body, "body", "写一点内容")
    return _add(account_id=account_id, kind=ItemKind.ARTICLE, title=title, actor=actor, body=body, **more)


def add_media(
    *, account_id: int, kind: str, title: str, content: bytes, file_name: str, actor: Any, **more: Any
) -> Item:
    """Keep an image, a voice or a video. Raises `ItemRefused` when the platform would not take the file."""
    if kind not in MEDIA_KINDS:
        raise ItemRefused("kind", "只有图片、音频和视频有文件")
    kept = media_files.keep(content, kind=kind)
    return _add(
        account_id=account_id,
        kind=kind,
        title=title,
        actor=actor,
        file_path=kept.path,
        file_name=file_name[:120],
        mime_type=kept.mime_type,
        size_bytes=kept.size_bytes,
        **more,
    )


@transaction.atomic
def add_pack(*, account_id: int, title: str, parts: list[Item], actor: Any, **more: Any) -> Item:
    """A pack of items of the same account, in this order. Packs do not hold packs."""
    if not parts:
        raise ItemRefused("parts", "资料包里至少放一样东西")
    for part in parts:
        if part.account_id != account_id:
            raise ItemRefused("parts", f"“{part.title}”是另一个公众号的")
        if part.kind == ItemKind.PACK:
            raise ItemRefused("parts", "资料包里不能再放资料包")
    pack = _add(account_id=account_id, kind=ItemKind.PACK, title=title, actor=actor, **more)
    PackPart.objects.bulk_create(
        PackPart(pack=pack, item=part, position=place, role=ROLE_OF_KIND.get(part.kind, Role.OTHER))
        for place, part in enumerate(parts)
    )
    return pack


@transaction.atomic
def note_uploaded(*, item: Item, media_id: str, expires_at: datetime) -> None:
    """WeChat holds the file now; gateways may answer with it."""
    UploadedMedia.objects.update_or_create(
        item=item, defaults={"media_id": media_id, "expires_at": expires_at}
    )
    accounts.touch(item.account_id)


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


@transaction.atomic
def _add(*, account_id: int, kind: str, title: str, actor: Any, **more: Any) -> Item:
    _need(title, "title", "起个名字")
    more.setdefault("is_findable", kind != ItemKind.IMAGE)
    item = Item.objects.create(account_id=account_id, kind=kind, title=title.strip(), **more)
    make_searchable(item)
    accounts.touch(account_id)
    audit.write("library.added", actor=actor, subject=item, details={"kind": kind})
    return item


def _need(value: str, field: str, rule: str) -> None:
    if not value.strip():
        raise ItemRefused(field, rule)
