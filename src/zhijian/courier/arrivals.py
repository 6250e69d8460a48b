"""Trading the codes of people who come in by WeChat's sign-in, for whoever waits before the page."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from asgiref.sync import sync_to_async
from django.utils.timezone import now

from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.models import Arrival
from zhijian.foundation.visits.states import Outcome
from zhijian.wechat.client import Client
from zhijian.wechat.client.oauth import Login
from zhijian.wechat.errors import CallFailed, LoginExpired, TransportFailed

log = structlog.get_logger()

AT_ONCE: Final = 20


def trade_codes(account_id: int, *, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Everybody who waits at this account, some at a time; nobody's trouble is another's."""
    asyncio.run(_trade(account_id, goes_on))


async def _trade(account_id: int, goes_on: Callable[[], bool]) -> None:
    credentials = await sync_to_async(accounts.credentials_of)(account_id)
    async with open_client(credentials) as client:
        while await sync_to_async(goes_on)():
            waiting = await sync_to_async(visits.claim_waiting)(account_id, most=AT_ONCE)
            if not waiting:
                return
            await asyncio.gather(*(_settle(client, arrival) for arrival in waiting))


async def _settle(client: Client, arrival: Arrival) -> None:
    """A code works once, so nothing is tried again: who is not let in taps once more."""
    outcome, follower = Outcome.TROUBLE, None
    try:
        login = await client.oauth.exchange(arrival.code.reveal())
        outcome, follower = await _who(client, arrival, login)
    except LoginExpired:
        outcome = Outcome.STALE
    except CallFailed as failed:
        code = getattr(failed, "errcode", type(failed).__name__)
        log.error(
            "sign-in refused",
            account=arrival.account_id,
            errcode=code,
            next="check AppSecret and IP list on the account's page; the person was asked to try again",
        )
    finally:
        await sync_to_async(visits.note_outcome)(arrival, outcome, follower=follower)


async def _who(client: Client, arrival: Arrival, login: Login) -> tuple[Outcome, Follower | None]:
    if login.is_snapshot:
        return Outcome.SNAPSHOT, None
    known = await sync_to_async(_known)(arrival.account_id, login.openid)
    if known is None and (followed_at := await _following_since(client, login.openid)):
        # The callback that told of him was lost, or is still on its way.
        known = await sync_to_async(followers.note_followed)(
            account_id=arrival.account_id, openid=login.openid, at=followed_at
        )
    return (Outcome.IN, known) if known else (Outcome.STRANGER, None)


def _known(account_id: int, openid: str) -> Follower | None:
    return Follower.objects.filter(account=account_id, openid=openid, left_at=None).first()


async def _following_since(client: Client, openid: str) -> datetime | None:
    """None as well where WeChat does not say: then he is asked to follow, which is no harm."""
    try:
        found = await client.users.info(openid)
    except TransportFailed:
        raise
    except CallFailed:
        return None
    if not found.subscribe:
        return None
    return datetime.fromtimestamp(found.subscribe_time, UTC) if found.subscribe_time else now()
