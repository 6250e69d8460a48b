"""Asking WeChat who follows: its whole list, and since when each one does.

Every page is written down as it comes, so that a comparison may be stopped, or fail, and go on from there.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from asgiref.sync import sync_to_async

from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.followers.models import Reconciling
from zhijian.foundation.followers.services import reconciling
from zhijian.foundation.followers.services.reconciling import Told
from zhijian.wechat.client import Client
from zhijian.wechat.client.users import MAX_BATCH, UserInfo
from zhijian.wechat.errors import NotAuthorised, QuotaUsedUp, ReceiverUnreachable

log = structlog.get_logger()

Report = Callable[[int, int], bool]

_SIDE_BY_SIDE: Final = 8  # calls for details under way at once


def reconcile(account_id: int, report: Report, *, believe: bool = False) -> Reconciling:
    """One comparison, or the rest of one. `report` is told how far it is, and says whether to go on.

    What WeChat refuses for good or for today is noted on what is returned; anything else is raised, and a
    second call goes on from there. Raises `CallFailed`.
    """
    return asyncio.run(_reconcile(account_id, report, believe=believe))


async def _reconcile(account_id: int, report: Report, *, believe: bool) -> Reconciling:
    run = await sync_to_async(reconciling.begin)(account_id, believe=believe)
    credentials = await sync_to_async(accounts.credentials_of)(account_id)
    async with open_client(credentials) as client:
        try:
            if await _read_list(client, run, report) and await _settle(client, run, report, believe=believe):
                await sync_to_async(reconciling.note_finished)(run)
        except (NotAuthorised, QuotaUsedUp) as refused:
            await sync_to_async(reconciling.note_refused)(run, errcode=refused.errcode)
            log.warning(
                "followers not compared",
                account=account_id,
                errcode=refused.errcode,
                next="callbacks go on; compared again tomorrow night",
            )
    return run


async def _read_list(client: Client, run: Reconciling, report: Report) -> bool:
    """Page after page until the last. False: stopped."""
    while not run.has_listed:
        if not await sync_to_async(report)(run.listed, 2 * max(run.total, run.listed)):
            return False
        page = await client.users.page(run.next_openid)
        # A list that goes in circles would never end.
        more = page.next_openid if run.listed + len(page.openids) < page.total else ""
        await sync_to_async(reconciling.note_page)(run, page.openids, total=page.total, next_openid=more)
    return True


async def _settle(client: Client, run: Reconciling, report: Report, *, believe: bool) -> bool:
    """Whoever is missing has left; of whoever is new, since when. False: stopped, or not believed."""
    await sync_to_async(reconciling.note_missing)(run, believe=believe)
    if run.doubted:
        log.warning(
            "followers' list doubted",
            account=run.account_id,
            would_have_left=run.doubted,
            next="look at /console/followers/ and say whether it is right",
        )
        return False
    left = await sync_to_async(reconciling.count_not_asked_about)(run.account_id)
    total, done = run.listed + left, run.listed
    at_once = MAX_BATCH * _SIDE_BY_SIDE
    while openids := await sync_to_async(reconciling.not_asked_about)(run.account_id, most=at_once):
        if not await sync_to_async(report)(done, max(total, done)):
            return False
        batches = [openids[start : start + MAX_BATCH] for start in range(0, len(openids), MAX_BATCH)]
        told = await asyncio.gather(*(_ask(client, batch) for batch in batches))
        await sync_to_async(reconciling.note_told)(run.account_id, [one for some in told for one in some])
        await sync_to_async(reconciling.note_not_told)(run.account_id, openids)
        done += len(openids)
    return True


async def _ask(client: Client, openids: list[str]) -> list[Told]:
    """One openid that WeChat does not know spoils the whole call: then the half without it is asked."""
    try:
        return [_told(one) for one in await client.users.infos(openids)]
    except ReceiverUnreachable:
        if len(openids) == 1:
            return []
        half = len(openids) // 2
        return [*await _ask(client, openids[:half]), *await _ask(client, openids[half:])]


def _told(one: UserInfo) -> Told:
    followed_at = datetime.fromtimestamp(one.subscribe_time, UTC) if one.subscribe_time else None
    scene = one.qr_scene_str or (str(one.qr_scene) if one.qr_scene else "")
    return Told(one.openid, one.subscribe, followed_at, scene)
