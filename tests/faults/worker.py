"""The chapter of the worker: killed while it hears and delivers, again and again."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.faults.crowd import Crowd
from tests.faults.installation import Installation, installed
from tests.faults.platform import Platform

MESSAGES: Final = 300
_LETTERS_AT_ONCE: Final = 10
# What a dead worker held comes back when its lease runs out: 60 s for a message, 90 s for a letter.
_SECONDS_TO_THE_END: Final = 240.0


async def worker(times: int) -> dict[str, Any]:
    """Every message is heard, every letter is delivered; twice only what was on its way at a death."""
    platform, rng = Platform(), Random(1)
    with tempfile.TemporaryDirectory() as folder:
        async with platform.open():
            with installed(Path(folder), sample_api=platform.url) as house:
                await asyncio.to_thread(house.start)
                crowd = Crowd(house.port)
                async with crowd.writing():
                    await crowd.has_more(MESSAGES)
                await asyncio.to_thread(house.start, "worker")
                for _ in range(times):
                    await platform.has_more(20)
                    await asyncio.sleep(rng.random() * 0.1)
                    house.kill("worker")
                    await asyncio.to_thread(house.start, "worker")
                await _finished(house)
                return {"times": times, **_told(house, crowd, platform, times)}


def _told(house: Installation, crowd: Crowd, platform: Platform, times: int) -> dict[str, Any]:
    (messages, heard) = _row(house, "intake.sqlite3", "SELECT count(*), count(heard_at) FROM intake_arrival")
    (letters, sent) = _row(
        house,
        "zhijian.sqlite3",
        "SELECT count(*), sum(state = 'sent') FROM outbox_letter WHERE kind = 'message'",
    )
    twice = platform.letters.total() - len(platform.letters)
    tracebacks = house.log.read_text(errors="replace").count("Traceback")
    return {
        "messages": messages,
        "heard": heard,
        "letters": letters,
        "delivered": len(platform.letters),
        "twice": twice,
        "tracebacks": tracebacks,
        "bit": letters > 0,
        "good": messages == heard == len(crowd.answers)
        and letters == sent == len(platform.letters)
        and twice <= times * _LETTERS_AT_ONCE
        and not tracebacks,
    }


async def _finished(house: Installation) -> None:
    async with asyncio.timeout(_SECONDS_TO_THE_END):
        while not _is_finished(house):  # noqa: ASYNC110 -- another process's tables
            await asyncio.sleep(0.5)


def _is_finished(house: Installation) -> bool:
    (unheard,) = _row(house, "intake.sqlite3", "SELECT count(*) FROM intake_arrival WHERE heard_at IS NULL")
    (unsent,) = _row(
        house, "zhijian.sqlite3", "SELECT count(*) FROM outbox_letter WHERE state IN ('waiting', 'sending')"
    )
    return not unheard and not unsent


def _row(house: Installation, file: str, asked: str) -> tuple[int, ...]:
    with closing(sqlite3.connect(house.home / file)) as connection:
        found: tuple[int, ...] = connection.execute(asked).fetchone()
        return found
