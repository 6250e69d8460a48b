"""Letters to WeChat, by way of the courier."""

import asyncio
from collections.abc import Callable

import structlog
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from zhijian.courier.delivery import Courier
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter

log = structlog.get_logger()

BATCH = 10


def _claim() -> list[Letter]:
    close_old_connections()
    return outbox.claim_due(limit=BATCH)


class Posting:
    """Claims letters that are due and has them delivered, several at a time, one a person."""

    def __init__(self, *, courier: Courier, take_back: Callable[[Letter], None]) -> None:
        self._courier = courier
        self._take_back = take_back

    async def run_once(self) -> int:
        letters = await sync_to_async(_claim)()
        await asyncio.gather(*(self._post(letter) for letter in letters))
        return len(letters)

    async def _post(self, letter: Letter) -> None:
        try:
            given_up = await self._courier.deliver(letter)
        except Exception as error:  # noqa: BLE001 -- a letter nobody can deliver must not stop the others
            log.error("letter stumbled", letter=letter.pk, kind=letter.kind, error=type(error).__name__)
            given_up = not await sync_to_async(outbox.put_back)(
                letter, wait_seconds=60.0, code=None, why=type(error).__name__
            )
        if given_up:
            await sync_to_async(self._take_back)(letter)

    async def close(self) -> None:
        await self._courier.close()
