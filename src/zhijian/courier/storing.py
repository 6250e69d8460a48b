"""What the worker asks about an account's media, each time with a client of its own, here and now."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from zhijian.courier import media
from zhijian.courier.clients import open_client
from zhijian.courier.media import Refreshed
from zhijian.foundation.accounts import queries as accounts
from zhijian.foundation.library.media import stores
from zhijian.foundation.library.models import Item
from zhijian.wechat.client import Client

T = TypeVar("T")


def refresh(account_id: int, items: Sequence[Item], *, goes_on: Callable[[], bool]) -> Refreshed:
    """Upload them again, one after the other (`media.refresh`). Raises `CallFailed` without a token."""
    return _with_client(account_id, lambda client: media.refresh(client, items, goes_on=goes_on))


def keep(item: Item) -> bool:
    """Have the file kept for good. False: the store is full, perhaps of what WeChat's own pages put there."""

    async def carry_out(client: Client) -> bool:
        await media.count(client, item.account_id)
        store = {one.kind: one for one in await asyncio.to_thread(stores, item.account_id)}[item.kind]
        if store.is_full:
            return False
        await media.keep(client, item)
        await media.count(client, item.account_id)
        return True

    return _with_client(item.account_id, carry_out)


def forget(account_id: int, media_id: str) -> None:
    _with_client(account_id, lambda client: media.forget(client, media_id))


def count(account_id: int) -> None:
    _with_client(account_id, lambda client: media.count(client, account_id))


def _with_client(account_id: int, carry_out: Callable[[Client], Awaitable[T]]) -> T:
    async def connected() -> T:
        credentials = await asyncio.to_thread(accounts.credentials_of, account_id)
        async with open_client(credentials) as client:
            return await carry_out(client)

    return asyncio.run(connected())
