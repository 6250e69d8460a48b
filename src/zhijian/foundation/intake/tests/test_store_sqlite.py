"""What can happen to a file."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from zhijian.foundation.intake.errors import StoreFailed
from zhijian.foundation.intake.store_sqlite import SqliteStore
from zhijian.foundation.intake.tests.builders import an_arrival
from zhijian.foundation.intake.tests.databases import sqlite_database
from zhijian.foundation.intake.tests.tables import make_sqlite


def test_commits_are_full_and_in_the_write_ahead_log(sqlite_path: Path) -> None:
    modes: dict[str, object] = {"journal_mode": "wal", "synchronous": 2}
    with closing(SqliteStore(sqlite_path)) as store:
        store.keep([an_arrival(1)])
        connection = store._connection
        assert connection is not None

        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in modes}

    assert found == modes


def test_a_lock_is_waited_for_only_so_long(sqlite_path: Path) -> None:
    store = SqliteStore(sqlite_path, wait_seconds=0.2)
    store.keep([an_arrival(1)])
    with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()

        with pytest.raises(StoreFailed) as failure:
            store.keep([an_arrival(2)])

        assert (failure.value.is_locked, 0.15 < time.monotonic() - started < 2) == (True, True)
        # A writer's lock keeps no reader out.
        assert store.recall([an_arrival(1)]) == {(7, "oMei", "m:1"): "<xml>1</xml>"}
    assert store.keep([an_arrival(2)])[1] == 1


def test_a_lock_inside_a_large_batch_leaves_nothing_of_it(sqlite_path: Path) -> None:
    store = SqliteStore(sqlite_path, wait_seconds=0.1)
    with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFailed):
            store.keep([an_arrival(number) for number in range(200)])

    assert sqlite_database(sqlite_path).answers() == []


def test_a_full_file_refuses_and_recovers(sqlite_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    store = SqliteStore(sqlite_path, max_pages=pages + 2)

    with pytest.raises(StoreFailed, match="SQLITE_FULL"):
        store.keep([an_arrival(number, raw=b"x" * 4000) for number in range(10)])

    assert sqlite_database(sqlite_path).answers() == []
    assert SqliteStore(sqlite_path).keep([an_arrival(1)])[1] == 1


def test_a_missing_file_is_not_made_anew(tmp_path: Path) -> None:
    missing = tmp_path / "intake.sqlite3"

    with pytest.raises(StoreFailed):
        SqliteStore(missing).keep([an_arrival(1)])

    assert not missing.exists()


def test_a_file_that_is_no_database_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "intake.sqlite3"
    path.write_bytes(b"no database at all, but long enough to look at" * 200)

    with pytest.raises(StoreFailed):
        SqliteStore(path).keep([an_arrival(1)])


def test_rows_do_not_go_to_a_file_that_was_moved_away(sqlite_path: Path, django_db_blocker: object) -> None:
    store = SqliteStore(sqlite_path)
    store.keep([an_arrival(1)])
    away = sqlite_path.with_name("away")
    for end in ("", "-wal", "-shm"):
        shutil.move(f"{sqlite_path}{end}", f"{away}{end}")

    with pytest.raises(StoreFailed):
        store.keep([an_arrival(2)])

    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's fixture
        make_sqlite(sqlite_path)
    assert store.keep([an_arrival(3)])[1] == 1
    assert (sqlite_database(sqlite_path).answers(), sqlite_database(away).answers()) == (
        ["<xml>3</xml>"],
        ["<xml>1</xml>"],
    )


def test_rows_go_to_the_file_that_took_the_place_of_another(tmp_path: Path, sqlite_path: Path) -> None:
    store = SqliteStore(sqlite_path)
    store.keep([an_arrival(1)])
    restored = tmp_path / "restored.sqlite3"
    with closing(sqlite3.connect(sqlite_path)) as connection, closing(sqlite3.connect(restored)) as copy:
        connection.backup(copy)
    sqlite_path.rename(tmp_path / "before.sqlite3")
    for end in ("-wal", "-shm"):
        Path(f"{sqlite_path}{end}").rename(tmp_path / f"before.sqlite3{end}")
    restored.rename(sqlite_path)

    store.keep([an_arrival(2)])

    assert sqlite_database(sqlite_path).answers() == ["<xml>1</xml>", "<xml>2</xml>"]


def test_tidying_folds_the_log_into_the_file(sqlite_path: Path) -> None:
    store = SqliteStore(sqlite_path)
    store.keep([an_arrival(number) for number in range(50)])
    before = sqlite_path.stat().st_size

    store.tidy()

    assert sqlite_path.stat().st_size > before
