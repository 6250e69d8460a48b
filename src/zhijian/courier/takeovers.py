"""Fetching what a running account has in WeChat's back end: rules, menus, and every file they name.

Safe to repeat: what was told is kept as it was told first, what was saved is not fetched again.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import structlog
from asgiref.sync import sync_to_async
from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.courier.clients import open_client
from zhijian.courier.downloads import download
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.library import services as library
from zhijian.foundation.library.errors import ItemRefused
from zhijian.foundation.library.models import Item
from zhijian.rooms.answers.menu import services as menus
from zhijian.rooms.answers.models import TakeOver
from zhijian.rooms.answers.takeover import services as takeovers
from zhijian.rooms.answers.takeover.old import Thing
from zhijian.rooms.answers.takeover.queries import things_to_fetch
from zhijian.rooms.answers.takeover.states import Gap
from zhijian.wechat.client import Client
from zhijian.wechat.errors import CallFailed, MediaGone, MenuMissing, NotAuthorised, WeChatError

log = structlog.get_logger()

_TEMPORARY: Final = timedelta(days=3)
_FILE_NAMES: Final = {"image": "taken.jpg", "voice": "taken.mp3", "video": "taken.mp4"}

Report = Callable[[int, int], bool]


def fetch(takeover: TakeOver, report: Report) -> None:
    """All of it. `report` is told how far it is, and says whether to go on. WeChat's refusals are noted."""
    asyncio.run(_fetch(takeover, report))


async def _fetch(takeover: TakeOver, report: Report) -> None:
    credentials = await sync_to_async(accounts.credentials_of)(takeover.account_id)
    async with open_client(credentials) as client:
        try:
            if not takeover.raw:
                raw = await _told(client)
                await sync_to_async(takeovers.note_told)(takeover, raw)
                await _name_tags(client, takeover, raw)
        except CallFailed as failed:
            code = failed.errcode if isinstance(failed, WeChatError) else None
            log.warning("take-over failed", takeover=takeover.pk, errcode=code, reason=str(failed))
            await sync_to_async(takeovers.note_failed)(takeover, code=code)
            return
        things = await sync_to_async(things_to_fetch)(takeover)
        for done, thing in enumerate(things):
            if not await sync_to_async(report)(done, len(things)):
                return
            await _Saving(client, takeover, api_base=credentials.api_base).save(thing)
        if await sync_to_async(report)(len(things), len(things)):
            await sync_to_async(takeovers.note_fetched)(takeover)


async def _told(client: Client) -> dict[str, Any]:
    """The answers of WeChat, untouched."""
    raw: dict[str, Any] = {"autoreply": await client.account.current_autoreply_info()}
    shown = await client.menu.self_menu()
    raw["selfmenu"] = {
        "is_menu_open": int(shown.is_open),
        "selfmenu_info": {"button": list(shown.buttons)},
    }
    try:
        raw["menu"] = await client.menu.get()
    except (MenuMissing, NotAuthorised):  # made by hand, or an account that may not ask
        raw["menu"] = {}
    return raw


async def _name_tags(client: Client, takeover: TakeOver, raw: Mapping[str, Any]) -> None:
    """Menus for some name their tag by number; staff know it by name."""
    if not raw["menu"].get("conditionalmenu"):
        return
    try:
        tags = [(tag.id, tag.name, tag.count) for tag in await client.tags.list()]
    except WeChatError as refused:  # numbers will do
        log.info("tags not had", takeover=takeover.pk, errcode=refused.errcode)
        return
    await sync_to_async(menus.note_tags)(account_id=takeover.account_id, tags=tags)


class _Saving:
    """One thing from WeChat into the library."""

    def __init__(self, client: Client, takeover: TakeOver, *, api_base: str) -> None:
        self._client = client
        self._takeover = takeover
        self._api_base = api_base

    async def save(self, thing: Thing) -> None:
        """Kept, or a gap with its reason; one thing that cannot be had never stops the others."""
        try:
            if thing.kind == "link":
                await self._save_link(thing)
            else:
                await self._save_file(thing)
        except MediaGone:
            await self._gap(thing, Gap.GONE)
        except NotAuthorised:
            await self._gap(thing, Gap.NOT_ALLOWED)
        except ItemRefused:
            await self._gap(thing, Gap.TOO_LARGE)
        except CallFailed as failed:
            log.warning("file not had", takeover=self._takeover.pk, kind=thing.kind, reason=str(failed))
            await self._gap(thing, Gap.NO_ANSWER)

    async def _gap(self, thing: Thing, why: Gap) -> None:
        await sync_to_async(takeovers.note_gap)(self._takeover, thing, why=why)

    async def _save_file(self, thing: Thing) -> None:
        is_permanent = False
        if thing.address:
            content = await download(thing.address, api_base=self._api_base)
        else:
            content, is_permanent = await self._content(thing)
        item = await sync_to_async(self._add_file)(thing, content)
        if is_permanent:
            await sync_to_async(library.note_permanent)(item=item, media_id=thing.media_id, url="")
        expires_at = None if is_permanent or thing.address else now() + _TEMPORARY
        await sync_to_async(takeovers.note_saved)(self._takeover, thing, item, expires_at=expires_at)

    async def _content(self, thing: Thing) -> tuple[bytes, bool]:
        """The file, and whether WeChat keeps it for good. Back ends name both kinds of media alike."""
        try:
            media, is_permanent = await self._client.material.get(thing.media_id), True
        except MediaGone:
            media, is_permanent = await self._client.media.get(thing.media_id), False
        if media.content:
            return media.content, is_permanent
        return await download(media.video_url, api_base=self._api_base), is_permanent

    def _add_file(self, thing: Thing, content: bytes) -> Item:
        return library.add_media(
            account_id=self._takeover.account_id,
            kind=thing.kind,
            title=takeovers.title_of(self._takeover, thing)[:64],
            content=content,
            file_name=_FILE_NAMES[thing.kind],
            actor=self._takeover.asked_by or self._takeover.asked_by_name,
            source=_("从微信后台接过来"),
        )

    async def _save_link(self, thing: Thing) -> None:
        cover = await self._cover(thing)
        item = await sync_to_async(library.add_link)(
            account_id=self._takeover.account_id,
            title=thing.title[:64],
            url=thing.address,
            summary=thing.digest[:120],
            author=thing.author[:60],
            cover=cover,
            actor=self._takeover.asked_by or self._takeover.asked_by_name,
            source=_("从微信后台接过来"),
        )
        await sync_to_async(takeovers.note_saved)(self._takeover, thing, item)

    async def _cover(self, thing: Thing) -> Item | None:
        """An article without its picture is still an article."""
        if not thing.cover:
            return None
        try:
            content = await download(thing.cover, api_base=self._api_base)
            return await sync_to_async(library.add_media)(
                account_id=self._takeover.account_id,
                kind="image",
                title=thing.title[:64],
                content=content,
                file_name="cover.jpg",
                actor=self._takeover.asked_by or self._takeover.asked_by_name,
                source=_("从微信后台接过来"),
            )
        except (CallFailed, ItemRefused) as failed:
            log.info("cover not had", takeover=self._takeover.pk, reason=type(failed).__name__)
            return None
