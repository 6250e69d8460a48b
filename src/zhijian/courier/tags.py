"""The account's tags, asked of WeChat for whoever makes a menu for some."""

import asyncio

from zhijian.courier.clients import open_client
from zhijian.foundation.accounts import queries as accounts
from zhijian.rooms.answers.menu import services as menus


def fetch_tags(account_id: int) -> None:
    """Write down what tags there are and how many followers have each. Raises `CallFailed`."""
    found = asyncio.run(_ask(account_id))
    menus.note_tags(account_id=account_id, tags=found)


async def _ask(account_id: int) -> list[tuple[int, str, int]]:
    credentials = await asyncio.to_thread(accounts.credentials_of, account_id)
    async with open_client(credentials) as client:
        return [(tag.id, tag.name, tag.count) for tag in await client.tags.list()]
