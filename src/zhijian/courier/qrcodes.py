"""Codes with a scene, asked of WeChat for invitations. Their pictures we draw ourselves."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from asgiref.sync import sync_to_async

from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import queries as accounts
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation
from zhijian.rooms.reach.services import inviting
from zhijian.wechat.client import Client
from zhijian.wechat.client.qrcodes import MAX_EXPIRE_SECONDS
from zhijian.wechat.errors import CallFailed, NotAuthorised, QuotaUsedUp, Retry, WeChatError

log = structlog.get_logger()

Report = Callable[[int, int], bool]

_NOT_TODAY: Final = 45009


def ask_for_codes(account_id: int, report: Report, *, clock: Callable[[], float] = time.time) -> None:
    """Whatever is due at this account, one after the other; each answer is written down as it comes.

    What WeChat refuses is noted on the code it refused. Where it gives none at all, or none today, the rest
    is left. Raises `CallFailed` where asking again soon may help.
    """
    asyncio.run(_ask(account_id, report, clock))


async def _ask(account_id: int, report: Report, clock: Callable[[], float]) -> None:
    credentials = await sync_to_async(accounts.credentials_of)(account_id)
    due = await sync_to_async(inviting.to_ask)(account_id)
    async with open_client(credentials) as client:
        for done, invitation in enumerate(due):
            if not await sync_to_async(report)(done, len(due)):
                return
            try:
                await _make(client, invitation, clock)
            except NotAuthorised as refused:
                await sync_to_async(inviting.note_not_given)(account_id)
                _say(invitation, refused, "words only from now on")
                return
            except QuotaUsedUp as refused:
                for left in due[done:]:
                    await sync_to_async(inviting.note_refused)(left, errcode=_NOT_TODAY)
                _say(invitation, refused, "asked again after midnight")
                return
            except WeChatError as refused:
                if refused.retry is not Retry.NO:
                    await sync_to_async(inviting.note_no_word)(account_id)
                    raise
                await sync_to_async(inviting.note_refused)(invitation, errcode=refused.errcode)
                _say(invitation, refused, "see the unit's page of codes")
            except CallFailed:
                await sync_to_async(inviting.note_no_word)(account_id)
                raise


async def _make(client: Client, invitation: Invitation, clock: Callable[[], float]) -> None:
    if invitation.kind == Kind.PERMANENT:
        made, expires_at = await client.qrcodes.create_permanent(invitation.scene), None
    else:
        # Counted from before the call: of the two clocks, the one that ends it earlier is believed.
        asked_at = clock()
        made = await client.qrcodes.create_temporary(invitation.scene, expire_seconds=MAX_EXPIRE_SECONDS)
        expires_at = datetime.fromtimestamp(asked_at + (made.expire_seconds or MAX_EXPIRE_SECONDS), UTC)
    await sync_to_async(inviting.note_made)(
        invitation, ticket=made.ticket, url=made.url, expires_at=expires_at
    )


def _say(invitation: Invitation, refused: WeChatError, next_step: str) -> None:
    log.warning(
        "code not made",
        invitation=invitation.pk,
        account=invitation.account_id,
        errcode=refused.errcode,
        next=next_step,
    )
