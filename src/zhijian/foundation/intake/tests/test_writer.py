import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from zhijian.foundation.intake.arrivals import Arrival, Key
from zhijian.foundation.intake.errors import SpoolFailed
from zhijian.foundation.intake.housekeeper import Housekeeper
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store import OpenStore
from zhijian.foundation.intake.store_sqlite import SqliteStore
from zhijian.foundation.intake.tests.builders import an_arrival
from zhijian.foundation.intake.tests.databases import Database, sqlite_database
from zhijian.foundation.intake.writer import Writer


class Watch:
    """Writes down what the writer says it did."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int]] = []

    def committed(self, *, rows: int, new: int, seconds: float) -> None:
        self.seen.append(("committed", rows))

    def spooled(self, *, rows: int) -> None:
        self.seen.append(("spooled", rows))

    def refused(self, *, rows: int) -> None:
        self.seen.append(("refused", rows))


@asynccontextmanager
async def running(
    open_store: OpenStore, spool: Spool, *, watch: Watch | None = None, with_housekeeper: bool = False
) -> AsyncIterator[Writer]:
    writer = Writer(open_store=open_store, spool=spool, watch=watch)
    writer.start(asyncio.get_running_loop())
    housekeeper = Housekeeper(open_store=open_store, spool=spool, writer=writer, look_every_seconds=0.02)
    if with_housekeeper:
        housekeeper.start()
    try:
        yield writer
    finally:
        await writer.close()
        if with_housekeeper:
            await asyncio.to_thread(housekeeper.close)


async def test_all_that_wait_share_a_commit(database: Database, spool: Spool) -> None:
    watch = Watch()
    async with running(database.open_store, spool, watch=watch) as writer:
        answers = await asyncio.gather(*(writer.keep(an_arrival(number)) for number in range(40)))

    assert (answers, watch.seen) == ([f"<xml>{n}</xml>" for n in range(40)], [("committed", 40)])


async def test_repeats_get_the_stored_answer(database: Database, spool: Spool) -> None:
    async with running(database.open_store, spool) as writer:
        together = await asyncio.gather(
            writer.keep(an_arrival(1)), writer.keep(an_arrival(1, answer="<xml>other</xml>"))
        )
        later = await writer.keep(an_arrival(1, answer="<xml>changed since</xml>"))

    assert ([*together, later], database.answers()) == (["<xml>1</xml>"] * 3, ["<xml>1</xml>"])


async def test_closing_keeps_what_still_waits(database: Database, spool: Spool) -> None:
    writer = Writer(open_store=database.open_store, spool=spool)
    writer.start(asyncio.get_running_loop())
    future = writer.keep(an_arrival(1))

    await writer.close()

    assert (await future, database.answers()) == ("<xml>1</xml>", ["<xml>1</xml>"])


async def test_whoever_hangs_up_does_not_disturb_the_others(database: Database, spool: Spool) -> None:
    async with running(database.open_store, spool) as writer:
        gone, staying = writer.keep(an_arrival(1)), writer.keep(an_arrival(2))
        gone.cancel()

        assert await staying == "<xml>2</xml>"

    assert sorted(database.answers()) == ["<xml>1</xml>", "<xml>2</xml>"]


async def test_a_locked_database_sends_messages_by_way_of_the_spool(sqlite_path: Path, spool: Spool) -> None:
    database = sqlite_database(sqlite_path)
    watch = Watch()
    async with running(database.open_store, spool, watch=watch, with_housekeeper=True) as writer:
        await writer.keep(an_arrival(1))
        with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            answers = [await writer.keep(an_arrival(number)) for number in (2, 3)]
            # A repeat of a row gets the row's answer: a lock keeps writers out, not readers.
            answers.append(await writer.keep(an_arrival(1, answer="<xml>changed since</xml>")))
            spooled = spool.count()
        await _until(lambda: spool.is_empty() and writer.store_is_well)
        await writer.keep(an_arrival(4))

    assert (answers, spooled) == (["<xml>2</xml>", "<xml>3</xml>", "<xml>1</xml>"], 2)
    assert sorted(database.answers()) == [f"<xml>{n}</xml>" for n in (1, 2, 3, 4)]
    assert watch.seen == [
        ("committed", 1), ("spooled", 1), ("spooled", 1), ("spooled", 0), ("committed", 1),
    ]  # fmt: skip


async def test_a_repeat_finds_its_answer_in_a_full_database(sqlite_path: Path, spool: Spool) -> None:
    with closing(sqlite3.connect(sqlite_path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    async with running(lambda: SqliteStore(sqlite_path, max_pages=pages + 2), spool) as writer:
        await writer.keep(an_arrival(1))
        await writer.keep(an_arrival(2, raw=b"x" * 20_000))

        answer = await writer.keep(an_arrival(1, answer="<xml>changed since</xml>"))

    assert (answer, spool.count()) == ("<xml>1</xml>", 1)


async def test_once_the_database_failed_nobody_waits_for_it_again(sqlite_path: Path, spool: Spool) -> None:
    loop = asyncio.get_running_loop()
    async with running(lambda: SqliteStore(sqlite_path, wait_seconds=0.5), spool) as writer:
        with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            waits = []
            for number in range(3):
                started = loop.time()
                await writer.keep(an_arrival(number))
                waits.append(loop.time() - started)

    assert [wait > 0.4 for wait in waits] == [True, False, False]


async def test_a_repeat_finds_its_answer_while_it_lies_in_the_spool(database: Database, spool: Spool) -> None:
    spool.keep([an_arrival(1)])
    async with running(database.open_store, spool) as writer:
        answers = await asyncio.gather(
            writer.keep(an_arrival(1, answer="<xml>changed since</xml>")), writer.keep(an_arrival(2))
        )

    assert (list(answers), database.answers()) == (["<xml>1</xml>", "<xml>2</xml>"], ["<xml>2</xml>"])


async def test_neither_database_nor_spool_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file stands in the way")
    watch = Watch()
    missing = tmp_path / "missing.sqlite3"
    async with running(lambda: SqliteStore(missing), Spool(tmp_path / "spool"), watch=watch) as writer:
        ready_before = writer.is_ready
        with pytest.raises(SpoolFailed):
            await writer.keep(an_arrival(1))

        assert (ready_before, writer.is_ready, watch.seen) == (True, False, [("refused", 1)])


async def test_with_the_spool_gone_the_database_is_asked_once_more(sqlite_path: Path, tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file stands in the way")
    async with running(lambda: SqliteStore(sqlite_path), Spool(tmp_path / "spool")) as writer:
        writer.store_is_well = False

        assert await writer.keep(an_arrival(1)) == "<xml>1</xml>"


async def test_a_row_the_database_never_takes_does_not_take_others_with_it(
    database: Database, spool: Spool
) -> None:
    async with running(database.open_store, spool) as writer:
        answers = await asyncio.gather(
            writer.keep(an_arrival(1)),
            writer.keep(an_arrival(2, created_at=2**63)),
            writer.keep(an_arrival(3)),
        )

        told = (list(answers), writer.store_is_well)
    assert told == (["<xml>1</xml>", "<xml>2</xml>", "<xml>3</xml>"], True)
    assert (sorted(database.answers()), spool.count()) == (["<xml>1</xml>", "<xml>3</xml>"], 1)


async def test_a_fault_of_ours_does_not_end_the_thread(spool: Spool) -> None:
    async with running(FaultyStore, spool) as writer:
        refusals = await asyncio.gather(
            *(writer.keep(an_arrival(number)) for number in range(3)), return_exceptions=True
        )

        assert ([type(refusal) for refusal in refusals], writer.is_ready) == ([SpoolFailed] * 3, True)


class FaultyStore:
    def keep(self, batch: Sequence[Arrival]) -> tuple[Sequence[str], int]:
        raise LookupError("a fault nobody thought of")

    def recall(self, batch: Sequence[Arrival]) -> Mapping[Key, str]:
        return {}

    def try_writing(self) -> None: ...

    def tidy(self) -> None: ...

    def close(self) -> None: ...


async def _until(is_so: Callable[[], bool], *, seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 -- threads of their own, which know no event of this loop
            await asyncio.sleep(0.02)
