"""Arrivals in one SQLite file: WAL, synchronous=FULL."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import quote

from zhijian.foundation.intake.arrivals import COLUMNS, Arrival, Key
from zhijian.foundation.intake.errors import RowRefused, StoreFailed
from zhijian.foundation.intake.store import COLUMN_LIST, TABLE, answers_in_order

# One statement is one step, and one step lets go of the interpreter lock once. Beyond this many rows a
# statement costs more to parse than it saves, and each size is a cached statement of its own.
ROWS_PER_STATEMENT: Final = 64
WAIT_FOR_LOCK_SECONDS: Final = 1.0
# The housekeeper folds back most of the log beside the writer. But while rows keep coming only the writer
# can fold back the last of it, and only then does the log begin again in the blocks it has: one that grows
# makes every commit a third dearer, for the file system writes down its new length each time.
PAGES_BEFORE_WRITER_CHECKPOINTS: Final = 1_000

_ROW: Final = "(" + ",".join("?" * len(COLUMNS)) + ")"
_INSERTS: Final = tuple(
    f"INSERT INTO {TABLE} ({COLUMN_LIST}) VALUES {','.join([_ROW] * rows)} ON CONFLICT DO NOTHING"
    for rows in range(ROWS_PER_STATEMENT + 1)
)


class SqliteStore:
    """See `store.Store`. Opens at first use and again after a failure; never creates the file."""

    def __init__(
        self,
        path: Path,
        *,
        wait_seconds: float = WAIT_FOR_LOCK_SECONDS,
        max_pages: int | None = None,
    ) -> None:
        self._path = os.fspath(path)
        self._wait_seconds = wait_seconds
        self._max_pages = max_pages
        self._connection: sqlite3.Connection | None = None
        self._file = (0, 0)

    def keep(self, batch: Sequence[Arrival]) -> tuple[Sequence[str], int]:
        try:
            connection = self._open()
            size = len(batch)
            if size <= ROWS_PER_STATEMENT:
                new = connection.execute(_INSERTS[size], tuple(chain.from_iterable(batch))).rowcount
            else:
                new = self._keep_large(connection, batch)
            if new == size:
                return [arrival.answer for arrival in batch], new
            return answers_in_order(batch, self._select(connection, batch)), new
        except (sqlite3.DataError, sqlite3.IntegrityError, OverflowError, UnicodeError) as error:
            self._roll_back()
            raise RowRefused(_reason(error)) from None
        except (sqlite3.Error, OSError) as error:
            raise self._failed(error) from None

    def recall(self, batch: Sequence[Arrival]) -> Mapping[Key, str]:
        try:
            return self._select(self._open(), batch)
        except (sqlite3.Error, OSError) as error:
            raise self._failed(error) from None

    def try_writing(self) -> None:
        try:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except (sqlite3.Error, OSError) as error:
            raise self._failed(error) from None

    def tidy(self) -> None:
        """Fold the write-ahead log into the file, as far as no reader is in the way."""
        try:
            self._open().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except (sqlite3.Error, OSError) as error:
            raise self._failed(error) from None

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _open(self) -> sqlite3.Connection:
        # A file moved away or put back from a backup must not swallow rows through an old handle.
        found = os.stat(self._path)
        if self._connection is not None:
            if self._file == (found.st_dev, found.st_ino):
                return self._connection
            self.close()
        connection = sqlite3.connect(
            f"file:{quote(self._path)}?mode=rw",
            uri=True,
            timeout=self._wait_seconds,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=2 * ROWS_PER_STATEMENT,
        )
        try:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint={PAGES_BEFORE_WRITER_CHECKPOINTS}")
            if self._max_pages is not None:
                connection.execute(f"PRAGMA max_page_count={self._max_pages}")
        except sqlite3.Error:
            connection.close()
            raise
        self._connection, self._file = connection, (found.st_dev, found.st_ino)
        return connection

    def _keep_large(self, connection: sqlite3.Connection, batch: Sequence[Arrival]) -> int:
        new = 0
        connection.execute("BEGIN IMMEDIATE")
        for start in range(0, len(batch), ROWS_PER_STATEMENT):
            rows = batch[start : start + ROWS_PER_STATEMENT]
            new += connection.execute(_INSERTS[len(rows)], tuple(chain.from_iterable(rows))).rowcount
        connection.execute("COMMIT")
        return new

    def _select(self, connection: sqlite3.Connection, batch: Sequence[Arrival]) -> dict[Key, str]:
        stored: dict[Key, str] = {}
        for start in range(0, len(batch), ROWS_PER_STATEMENT):
            rows = batch[start : start + ROWS_PER_STATEMENT]
            found = connection.execute(
                "WITH wanted(account_id, from_openid, dedupe) AS (VALUES "
                + ",".join(["(?,?,?)"] * len(rows))
                + ") SELECT a.account_id, a.from_openid, a.dedupe, a.answer"
                f" FROM wanted w CROSS JOIN {TABLE} a ON a.account_id = w.account_id"
                " AND a.from_openid = w.from_openid AND a.dedupe = w.dedupe",
                tuple(chain.from_iterable(arrival.key for arrival in rows)),
            )
            stored.update(
                {(account_id, openid, dedupe): answer for account_id, openid, dedupe, answer in found}
            )
        return stored

    def _failed(self, error: Exception) -> StoreFailed:
        is_locked = getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if is_locked:
            self._roll_back()
        else:
            self.close()
        return StoreFailed(_reason(error), is_locked=is_locked)

    def _roll_back(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _reason(error: Exception) -> str:
    # The driver's own text may quote a value; its code name never does.
    return getattr(error, "sqlite_errorname", None) or type(error).__name__
