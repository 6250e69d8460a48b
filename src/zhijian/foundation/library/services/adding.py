"""Putting things into the library."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhijian.foundation.library import media_files
from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.kinds import FILE_KINDS, ItemKind
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.services.making import make_item
from zhijian.foundation.library.services.packs import Parts, place_parts


def add_text(*, account_id: int, title: str, body: str, actor: Any, **more: Any) -> Item:
    return make_item(account_id=account_id, kind=ItemKind.TEXT, title=title, actor=actor, body=body, **more)


def add_link(*, account_id: int, title: str, url: str, actor: Any, **more: Any) -> Item:
    return make_item(account_id=account_id, kind=ItemKind.LINK, title=title, actor=actor, url=url, **more)


def add_article(*, account_id: int, title: str, body: str, actor: Any, **more: Any) -> Item:
    return make_item(
        account_id=account_id, kind=ItemKind.ARTICLE, title=title, actor=actor, body=body, **more
    )


def add_large(*, account_id: int, title: str, body: str, actor: Any, **more: Any) -> Item:
    """One page in letters of 7 mm: for the phone, and to be printed."""
    return make_item(account_id=account_id, kind=ItemKind.LARGE, title=title, actor=actor, body=body, **more)


def add_question(*, account_id: int, title: str, body: str, actor: Any, **more: Any) -> Item:
    """A question to talk about. It is said in the chat as it stands."""
    return make_item(
        account_id=account_id, kind=ItemKind.QUESTION, title=title, actor=actor, body=body, **more
    )


def add_media(
    *, account_id: int, kind: str, title: str, content: bytes, file_name: str, actor: Any, **more: Any
) -> Item:
    """Keep a picture, a voice, a film or a long recording. Raises `ItemRefused` naming what is wrong."""
    if kind not in FILE_KINDS:
        raise ItemRefused("kind", _("只有图片、语音、长音频和视频有文件"))
    kept = media_files.keep(content, kind=kind)
    return make_item(
        account_id=account_id,
        kind=kind,
        title=title,
        actor=actor,
        file_path=kept.path,
        file_name=file_name[:120],
        mime_type=kept.mime_type,
        size_bytes=kept.size_bytes,
        duration_seconds=kept.duration_seconds,
        width=kept.width,
        height=kept.height,
        **more,
    )


@transaction.atomic
def add_pack(*, account_id: int, title: str, parts: Parts, actor: Any, **more: Any) -> Item:
    """A pack of items of the same account, in this order, with or without their roles. No packs in packs."""
    pack = make_item(account_id=account_id, kind=ItemKind.PACK, title=title, actor=actor, **more)
    place_parts(pack, parts, by=actor)
    return pack
