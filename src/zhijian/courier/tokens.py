"""The access token: one row, one refresher at a time over all processes."""

import asyncio
import os
import secrets
from datetime import timedelta
from typing import Protocol

from asgiref.sync import sync_to_async
from django.db.models import Q
from django.utils.timezone import now

from zhijian.foundation.accounts import queries, services
from zhijian.foundation.accounts.models import AccessToken
from zhijian.wechat.credentials import Hidden
from zhijian.wechat.errors import CallFailed, Retry, TransportFailed

REFRESH_LEASE = timedelta(seconds=30)
# Both tokens are good for the last five minutes, so a change this early leaves no gap.
EARLY = timedelta(minutes=4)
_WAIT_SECONDS = 0.2
_WAITS = 100
# Two programs that take each other's tokens would go on all day, and the day's calls with them.
MOST_LOSSES_AN_HOUR = 5


class TokenTaken(CallFailed):
    """Another program keeps taking tokens for this AppID. We stop asking for new ones for a while."""

    retry = Retry.LATER

    def __init__(self) -> None:
        super().__init__("another program takes tokens for this AppID; switch it off, or reset the AppSecret")


class Fetch(Protocol):
    """Ask WeChat for a token; returns it and its seconds of life. `force` makes it a new one."""

    async def __call__(self, *, force: bool) -> tuple[str, int]: ...


class SharedTokens:
    """A token source whose memory is the database."""

    def __init__(self, *, account_id: int, fetch: Fetch) -> None:
        self._account_id = account_id
        self._fetch = fetch
        self._me = f"{os.getpid()}-{secrets.token_hex(4)}"

    async def get(self) -> str:
        """A token that is good for some minutes yet."""
        return await self._current() or await self._renew(stale="")

    async def refresh(self, stale: str) -> str:
        """A token other than `stale`, which WeChat refused. Another process may have one already.

        A token refused long before its end was taken by somebody else: that is written down, and after
        several within the hour raises `TokenTaken` instead of taking it back once more.
        """
        current = await self._current()
        if current and current != stale:
            return current
        return await self._renew(stale=stale)

    async def _renew(self, *, stale: str) -> str:
        for _ in range(_WAITS):
            if await sync_to_async(self._become_refresher)():
                # Whoever was refresher may have finished between our last look and now.
                current = await self._current()
                if current and current != stale:
                    await sync_to_async(self._step_back)()
                    return current
                return await self._fetch_and_keep(stale)
            await asyncio.sleep(_WAIT_SECONDS)
            current = await self._current()
            if current and current != stale:
                return current
        raise TransportFailed("another process has been refreshing the access token for too long")

    async def _fetch_and_keep(self, stale: str) -> str:
        try:
            if stale:
                await sync_to_async(self._note_loss)(stale)
            token, life_seconds = await self._fetch(force=False)
            if stale and token == stale:  # the stable interface still believes in it: insist
                token, life_seconds = await self._fetch(force=True)
        except BaseException:
            await sync_to_async(self._step_back)()
            raise
        await sync_to_async(self._keep)(token, life_seconds)
        return token

    def _note_loss(self, stale: str) -> None:
        row = AccessToken.objects.filter(account_id=self._account_id, expires_at__gt=now() + EARLY).first()
        if row is None or row.token.reveal() != stale:
            return  # it was near its end, or is not the one we keep
        if queries.losses_lately(self._account_id) >= MOST_LOSSES_AN_HOUR:
            raise TokenTaken
        services.note_loss(self._account_id)

    async def _current(self) -> str:
        return await sync_to_async(self._read)()

    def _read(self) -> str:
        row = AccessToken.objects.filter(account_id=self._account_id, expires_at__gt=now() + EARLY).first()
        return row.token.reveal() if row else ""

    def _become_refresher(self) -> bool:
        AccessToken.objects.get_or_create(account_id=self._account_id)
        free = Q(refresher="") | Q(refresher_until__lt=now())
        return bool(
            AccessToken.objects.filter(free, account_id=self._account_id).update(
                refresher=self._me, refresher_until=now() + REFRESH_LEASE
            )
        )

    def _step_back(self) -> None:
        AccessToken.objects.filter(account_id=self._account_id, refresher=self._me).update(
            refresher="", refresher_until=None
        )

    def _keep(self, token: str, life_seconds: int) -> None:
        AccessToken.objects.filter(account_id=self._account_id).update(
            token=Hidden(token),
            expires_at=now() + timedelta(seconds=life_seconds),
            refreshed_at=now(),
            refresher="",
            refresher_until=None,
        )
