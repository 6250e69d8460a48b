import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from zhijian.foundation.intake.arrivals import spool_name
from zhijian.foundation.intake.errors import SpoolFailed, StoreFailed
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store import Store
from zhijian.foundation.intake.store_sqlite import SqliteStore
from zhijian.foundation.intake.tests import children
from zhijian.foundation.intake.tests.builders import an_arrival
from zhijian.foundation.intake.tests.databases import sqlite_database

PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture
def store(sqlite_path: Path) -> Iterator[Store]:
    with closing(SqliteStore(sqlite_path, wait_seconds=0.2)) as store:
        yield store


def test_what_was_kept_lies_there(spool: Spool) -> None:
    kept = spool.keep([an_arrival(1), an_arrival(2, raw=b"\xff\x00", rule_id=None)])

    assert kept == ["<xml>1</xml>", "<xml>2</xml>"]
    assert sorted(spool.arrivals()) == sorted([an_arrival(1), an_arrival(2, raw=b"\xff\x00", rule_id=None)])
    assert (spool.count(), spool.is_empty()) == (2, False)


def test_a_repeat_gets_the_answer_of_the_first(spool: Spool) -> None:
    spool.keep([an_arrival(1)])

    again = spool.keep([an_arrival(1, answer="<xml>changed since</xml>")])

    assert (again, spool.find(an_arrival(1)), spool.count()) == (["<xml>1</xml>"], an_arrival(1), 1)


def test_taking_in_moves_everything_into_the_store(spool: Spool, store: Store, sqlite_path: Path) -> None:
    spool.keep([an_arrival(number) for number in range(150)])

    taken = spool.take_in(store)

    assert (taken, spool.count(), spool.is_empty()) == (150, 0, True)
    assert sorted(sqlite_database(sqlite_path).answers()) == sorted(f"<xml>{n}</xml>" for n in range(150))


def test_being_killed_between_commit_and_removal_doubles_nothing(
    spool: Spool, store: Store, sqlite_path: Path
) -> None:
    spool.keep([an_arrival(1)])
    shutil.copytree(spool.folder, f"{spool.folder}-then")
    spool.take_in(store)
    shutil.copytree(f"{spool.folder}-then", spool.folder, dirs_exist_ok=True)

    taken = spool.take_in(store)

    assert (taken, spool.count(), sqlite_database(sqlite_path).answers()) == (1, 0, ["<xml>1</xml>"])


def test_a_store_that_will_not_have_them_leaves_them_lying(spool: Spool, tmp_path: Path) -> None:
    spool.keep([an_arrival(1)])

    with pytest.raises(StoreFailed):
        spool.take_in(SqliteStore(tmp_path / "missing.sqlite3"))

    assert list(spool.arrivals()) == [an_arrival(1)]


def test_a_damaged_file_is_set_aside_and_holds_up_nobody(spool: Spool, store: Store) -> None:
    spool.keep([an_arrival(1), an_arrival(2)])
    damaged = Path(spool.folder, f"{spool_name(an_arrival(1).key)}.json")
    damaged.write_bytes(damaged.read_bytes()[:-9])

    spool.take_in(store)

    left = [path.name for path in Path(spool.folder).iterdir() if path.name != ".lock"]
    assert left == [f"{damaged.name}.refused"]
    assert spool.keep([an_arrival(1, answer="new")]) == ["new"]


def test_a_damaged_file_gives_way_to_the_next_of_its_key(spool: Spool) -> None:
    spool.keep([an_arrival(1)])
    Path(spool.folder, f"{spool_name(an_arrival(1).key)}.json").write_bytes(b"{")

    assert spool.keep([an_arrival(1, answer="new")]) == ["new"]


def test_a_row_the_database_never_takes_is_set_aside(spool: Spool, store: Store, sqlite_path: Path) -> None:
    spool.keep([an_arrival(1), an_arrival(2, created_at=2**63), an_arrival(3)])

    spool.take_in(store)

    left = [path.name for path in Path(spool.folder).iterdir() if path.name != ".lock"]
    assert left == [f"{spool_name(an_arrival(2).key)}.json.refused"]
    assert sorted(sqlite_database(sqlite_path).answers()) == ["<xml>1</xml>", "<xml>3</xml>"]


def test_a_folder_that_cannot_be_written_fails(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file stands in the way")

    with pytest.raises(SpoolFailed):
        Spool(tmp_path / "spool").keep([an_arrival(1)])


def test_files_of_the_killed_are_dropped_in_time(spool: Spool, store: Store) -> None:
    spool.keep([an_arrival(1)])
    old, young = (Path(spool.folder, f".{n}-0-aa.passing") for n in (1, 2))
    for path in (old, young):
        path.write_bytes(b"half a mess")
    os.utime(old, (time.time() - 3600,) * 2)

    spool.take_in(store)

    assert (old.exists(), young.exists()) == (False, True)


def test_emptiness_is_never_believed_of_a_folder_that_just_changed(spool: Spool) -> None:
    other = Spool(Path(spool.folder))
    seen = []
    for number in range(100):
        other.keep([an_arrival(number)])
        seen.append(spool.is_empty())
        os.unlink(Path(spool.folder, f"{spool_name(an_arrival(number).key)}.json"))
        seen.append(spool.is_empty())

    assert seen == [False, True] * 100


def test_emptiness_is_not_believed_while_the_time_stamp_may_stand_still(spool: Spool) -> None:
    folder = Path(spool.folder)
    folder.mkdir()
    stamp = folder.stat().st_mtime_ns
    assert spool.is_empty()

    spool.keep([an_arrival(1)])
    # As where a file system counts in steps longer than all of this took.
    os.utime(folder, ns=(stamp, stamp))

    assert not spool.is_empty()


def test_a_settled_emptiness_ends_with_the_next_file(spool: Spool) -> None:
    Path(spool.folder).mkdir()
    time.sleep(0.15)
    assert spool.is_empty()

    Spool(Path(spool.folder)).keep([an_arrival(1)])

    assert not spool.is_empty()


def test_many_may_take_in_at_once(spool: Spool, sqlite_path: Path) -> None:
    spool.keep([an_arrival(number) for number in range(200)])
    folder = Path(spool.folder)
    takers = [PROCESSES.Process(target=children.take_in, args=(folder, sqlite_path)) for _ in range(2)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join(30)

    assert [taker.exitcode for taker in takers] == [0, 0]
    assert sorted(sqlite_database(sqlite_path).answers()) == sorted(f"<xml>{n}</xml>" for n in range(200))


def test_whatever_was_said_to_be_kept_survives_a_kill(spool: Spool, store: Store, sqlite_path: Path) -> None:
    told, tell = PROCESSES.Pipe(duplex=False)
    writer = PROCESSES.Process(target=children.keep_for_ever, args=(Path(spool.folder), tell))
    writer.start()
    tell.close()
    assert told.poll(20)
    time.sleep(0.2)
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join(10)

    spool.take_in(store)

    stored = sqlite_database(sqlite_path).answers()
    acknowledged = _all_told(told)
    assert len(acknowledged) > 3
    # At most the one it was at when it was killed is there without anybody having been told.
    assert sorted(stored)[: len(acknowledged)] == acknowledged
    assert len(stored) - len(acknowledged) in (0, 1)


def _all_told(told: Connection) -> list[str]:
    answers: list[str] = []
    try:
        while told.poll(0):
            answers += told.recv()
    except EOFError:
        pass
    return answers


def test_nothing_is_kept_anywhere(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file stands in the way")

    assert Spool(tmp_path / "spool").keep([]) == []
