"""Each chapter: one installation, one kind of trouble, again and again under load, and the verdict."""

import asyncio
import os
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.faults.crowd import Crowd
from tests.faults.installation import Installation, installed
from tests.faults.ledger import compare
from tests.faults.worker import worker
from tests.postgres_cluster import Cluster

Told = dict[str, Any]

TROUBLE_SECONDS: Final = 2.5  # the gateway waits one for a lock
_TAKEN_IN_SECONDS: Final = 40.0
_TINY_FILE_BYTES: Final = 16_384


async def kills(times: int) -> Told:
    """kill -9 of the gateway in the middle of its work."""
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as house:
        rng = Random(time.time_ns())

        async def trouble(crowd: Crowd) -> None:
            for number in range(times):
                await crowd.has_more(20)
                await asyncio.sleep(rng.random() * 0.3)
                if number % 2:
                    house.kill()
                else:
                    await crowd.at_next_answer(house.kill)
                if number % 4 == 2:
                    await asyncio.to_thread(house.change_the_answer, number + 2)
                await asyncio.to_thread(house.start)

        return {"times": times, **await _told(house, trouble)}


async def locked(times: int) -> Told:
    """Somebody else holds the store's lock for longer than the gateway waits; once it is killed meanwhile."""
    return await _without_store(times, _locked)


async def missing(times: int) -> Told:
    """The store's file is gone and a folder stands in its place."""
    return await _without_store(times, _missing, is_readable=False)


async def full(times: int) -> Told:
    """No file may grow beyond 16 KiB: the store's log cannot, the spool's small files can."""
    return await _without_store(times, _full)


async def nowhere(times: int) -> Told:
    """The store is locked and the spool is no folder: nothing can be kept, so nothing may be answered."""
    told = await _without_store(times, _nowhere)
    return {**told, "bit": told["refused"] > 0}


async def spooling(times: int) -> Told:
    """kill -9 the moment a spool file is being written, with the store locked all the while."""
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as house:
        caught = 0

        async def trouble(crowd: Crowd) -> None:
            nonlocal caught
            with _lock(house):
                for _ in range(times):
                    await crowd.has_more(5)
                    before = _passing(house)
                    deadline = time.monotonic() + 5
                    while time.monotonic() < deadline and not _passing(house) - before:
                        await _a_moment()
                    house.kill()
                    caught += bool(_passing(house) - before)
                    await asyncio.to_thread(house.start)
                await crowd.has_more(50)

        told = await _told(house, trouble)
        return {"times": times, "caught_in_the_act": caught, **told, "bit": caught > 0}


async def postgres(times: int) -> Told:
    """PostgreSQL stops at once and comes back; once the gateway is killed meanwhile."""
    with (
        Cluster() as cluster,
        tempfile.TemporaryDirectory() as folder,
        installed(Path(folder), database_url=cluster.new_database()) as house,
    ):
        most = 0

        async def trouble(crowd: Crowd) -> None:
            nonlocal most
            for _ in range(times):
                await crowd.has_more(50)
                await asyncio.to_thread(cluster.stop)
                await crowd.has_more(50)
                await asyncio.sleep(TROUBLE_SECONDS)
                most = max(most, house.spooled())
                await asyncio.to_thread(cluster.start)
                await _all_taken_in(house)
                house.kill()
                await asyncio.to_thread(house.start)

        told = await _told(house, trouble, is_readable=False)
        return {"times": times, "most_spooled": most, **told, "bit": most > 0}


CHAPTERS: Final[dict[str, Callable[[int], Coroutine[Any, Any, Told]]]] = {
    "kills": kills,
    "locked": locked,
    "missing": missing,
    "full": full,
    "nowhere": nowhere,
    "spooling": spooling,
    "postgres": postgres,
    "worker": worker,
}


async def _told(
    house: Installation, trouble: Callable[[Crowd], Awaitable[None]], *, is_readable: bool = True
) -> Told:
    """`is_readable`: what was answered can be looked up all the while, so a repeat gets it to the letter."""
    await asyncio.to_thread(house.start)
    crowd = Crowd(house.port)
    async with crowd.writing():
        await trouble(crowd)
        await crowd.has_more(50)
    await _all_taken_in(house)
    stored = await asyncio.to_thread(house.stored)
    log = house.log.read_text(errors="replace")
    verdict = compare(crowd, stored, log=log)
    return {
        **verdict.told(),
        "bit": True,
        "odd": dict(crowd.odd),
        "good": verdict.is_good and not (is_readable and verdict.retimed),
    }


async def _without_store(times: int, trouble_of: "Trouble", *, is_readable: bool = True) -> Told:
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as house:
        most = 0

        async def trouble(crowd: Crowd) -> None:
            nonlocal most
            for number in range(times):
                await crowd.has_more(50)
                async with trouble_of(house):
                    await asyncio.sleep(TROUBLE_SECONDS)
                    most = max(most, house.spooled())
                    if number == 1 and trouble_of is _locked:
                        house.kill()
                        await asyncio.to_thread(house.start)
                        await crowd.has_more(50)
                await _all_taken_in(house)
                await crowd.has_more(50)

        told = await _told(house, trouble, is_readable=is_readable)
        return {"times": times, "most_spooled": most, **told, "bit": most > 0}


async def _all_taken_in(house: Installation) -> None:
    async with asyncio.timeout(_TAKEN_IN_SECONDS):
        while house.spooled():  # noqa: ASYNC110 -- another process's folder
            await asyncio.sleep(0.05)


Trouble = Callable[[Installation], Any]


@asynccontextmanager
async def _locked(house: Installation) -> AsyncIterator[None]:
    with _lock(house):
        yield


@contextmanager
def _lock(house: Installation) -> Any:
    connection = sqlite3.connect(house.home / "intake.sqlite3", isolation_level=None, timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@asynccontextmanager
async def _missing(house: Installation) -> AsyncIterator[None]:
    # Only the main file: SQLite itself sees that it was moved, and leaves the log beside it alone.
    path = house.home / "intake.sqlite3"
    path.rename(house.home / "moved-away")
    path.mkdir()
    yield
    path.rmdir()
    (house.home / "moved-away").rename(path)


@asynccontextmanager
async def _full(house: Installation) -> AsyncIterator[None]:
    house.limit_files(_TINY_FILE_BYTES)
    yield
    house.limit_files()


@asynccontextmanager
async def _nowhere(house: Installation) -> AsyncIterator[None]:
    house.spool.mkdir(exist_ok=True)
    house.spool.rename(house.home / "spool-away")
    house.spool.write_text("no folder")
    with _lock(house):
        yield
    house.spool.unlink()
    (house.home / "spool-away").rename(house.spool)


async def _a_moment() -> None:
    """Let the crowd go on, and look again at once: such a file lives for a millisecond."""
    await asyncio.sleep(0)


def _passing(house: Installation) -> set[str]:
    """Spool files that are being written this moment, or were when their writer died."""
    try:
        return {name for name in os.listdir(house.spool) if name.endswith(".passing")}
    except OSError:
        return set()
