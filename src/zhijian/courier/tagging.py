"""Our tags at WeChat: made, filled, kept in step, given back.

What is to do is read from what WeChat has been told so far, call by call: stopped or killed anywhere, the
next look goes on from there.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import structlog
from asgiref.sync import sync_to_async

from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.followers.models import Follower, Tag
from zhijian.foundation.followers.services import tagging
from zhijian.wechat.client import Client
from zhijian.wechat.client.tags import MAX_BATCH
from zhijian.wechat.errors import NotAuthorised, QuotaUsedUp, ReceiverUnreachable, WeChatError

log = structlog.get_logger()

Report = Callable[[int, int], bool]

TAGS_FULL: Final = 45056
NOT_WHILE_SO_MANY: Final = 45057
TAGS_OF_A_PERSON_FULL: Final = 45059
NO_SUCH_TAG: Final = 45159


class _Stopped(Exception):
    """Somebody asked the task to stop."""


def look(account_id: int, report: Report, *, in_use: Mapping[int, str]) -> None:
    """Make what was asked for, give back what nothing uses, bring the rest in step. Raises `CallFailed`.

    `in_use`: the numbers of tags that something shows now, and what that is.
    """
    asyncio.run(_look(account_id, report, in_use))


async def _look(account_id: int, report: Report, in_use: Mapping[int, str]) -> None:
    credentials = await sync_to_async(accounts.credentials_of)(account_id)
    async with open_client(credentials) as client:
        try:
            existing = {tag.id: tag.name for tag in await client.tags.list()}
            await sync_to_async(tagging.note_existing)(account_id, existing, in_use=in_use)
            work = _Look(client, account_id, report, in_use)
            await work.give_back()
            await work.make()
            await work.fill()
        except _Stopped:
            return
        except (NotAuthorised, QuotaUsedUp) as refused:
            await sync_to_async(tagging.note_book_refused)(account_id, errcode=refused.errcode)
            log.warning(
                "tags not in step", account=account_id, errcode=refused.errcode, next="looked at again"
            )


class _Look:
    """One account's look, and how far it is."""

    def __init__(self, client: Client, account_id: int, report: Report, in_use: Mapping[int, str]) -> None:
        self._client = client
        self._account_id = account_id
        self._report = report
        self._in_use = in_use
        self._done = 0

    async def give_back(self) -> None:
        for tag in await sync_to_async(tagging.to_give_back)(self._account_id, in_use=self._in_use):
            await self._give_back(tag)

    async def make(self) -> None:
        for tag in await sync_to_async(tagging.to_make)(self._account_id):
            try:
                await self._make(tag)
            except WeChatError as refused:
                if refused.errcode in (48001, 45009):
                    raise
                await sync_to_async(tagging.note_refused)(tag, errcode=refused.errcode)

    async def fill(self) -> None:
        for tag in await sync_to_async(tagging.to_fill)(self._account_id):
            total = self._done + await sync_to_async(tagging.count_out_of_step)(tag)
            try:
                await self._take_off(tag, total)
                await self._put_on(tag, total)
            except WeChatError as refused:
                if refused.errcode != NO_SUCH_TAG:
                    raise
                await sync_to_async(tagging.note_number_unknown)(tag)
            else:
                await sync_to_async(tagging.note_filled)(tag)

    async def _make(self, tag: Tag) -> None:
        try:
            made = await self._client.tags.create(tag.name)
        except WeChatError as refused:
            if refused.errcode != TAGS_FULL:
                raise
            old = await sync_to_async(tagging.to_make_room)(self._account_id, in_use=self._in_use)
            if old is None:
                raise
            await self._give_back(old)
            made = await self._client.tags.create(tag.name)
        await sync_to_async(tagging.note_made)(tag, number=made.id)

    async def _give_back(self, tag: Tag) -> None:
        """Of more than 100,000 it cannot be deleted: then it is taken off first, fifty at a time."""
        if tag.number is not None:
            try:
                await self._client.tags.delete(tag.number)
            except WeChatError as refused:
                if refused.errcode == NOT_WHILE_SO_MANY:
                    await self._take_off(tag, self._done, all_of_them=True)
                    await self._client.tags.delete(tag.number)
                elif refused.errcode != NO_SUCH_TAG:
                    raise
        await sync_to_async(tagging.forget_tag)(tag)

    async def _put_on(self, tag: Tag, total: int) -> None:
        while some := await sync_to_async(tagging.lacking)(tag, most=MAX_BATCH):
            await self._step(len(some), total)
            await self._give(tag, some)

    async def _give(self, tag: Tag, some: Sequence[Follower]) -> None:
        """All of them or none: whoever cannot take it is found by halves, and noted."""
        try:
            await self._client.tags.put_on(tag.number or 0, openids=[one.openid for one in some])
        except WeChatError as refused:
            his = isinstance(refused, ReceiverUnreachable) or refused.errcode == TAGS_OF_A_PERSON_FULL
            if not his:
                raise
            if len(some) == 1:
                await sync_to_async(tagging.note_put_on)(tag, some, errcode=refused.errcode)
                return
            half = len(some) // 2
            await self._give(tag, some[:half])
            await self._give(tag, some[half:])
        else:
            await sync_to_async(tagging.note_put_on)(tag, some)

    async def _take_off(self, tag: Tag, total: int, *, all_of_them: bool = False) -> None:
        number = tag.number or 0
        while some := await sync_to_async(tagging.superfluous)(tag, most=MAX_BATCH, all_of_them=all_of_them):
            await self._step(len(some), total)
            try:
                await self._client.tags.take_off(number, openids=[one.openid for one in some])
            except ReceiverUnreachable:
                # One of them is not known there any more: one by one, and whoever is unknown has none on.
                for one in some:
                    await self._take_off_one(number, one)
            await sync_to_async(tagging.note_taken_off)(tag, some)

    async def _take_off_one(self, number: int, one: Follower) -> None:
        try:
            await self._client.tags.take_off(number, openids=[one.openid])
        except ReceiverUnreachable:
            return

    async def _step(self, more: int, total: int) -> None:
        if not await sync_to_async(self._report)(self._done, max(total, self._done)):
            raise _Stopped
        self._done += more
