"""Arrivals in PostgreSQL: one statement a batch, synchronous_commit=on."""

from collections.abc import Mapping, Sequence
from typing import Final, LiteralString

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.rows import TupleRow

from zhijian.foundation.intake.arrivals import Arrival, Key
from zhijian.foundation.intake.errors import RowRefused, StoreFailed
from zhijian.foundation.intake.store import answers_in_order

WAIT_FOR_LOCK_SECONDS: Final = 1.0

# Arrays, not a growing list of values: one statement whatever the size, prepared once.
_INSERT: Final[LiteralString] = """
    INSERT INTO intake_arrival (account_id, account, dedupe, received_at, msg_id, from_openid, created_at,
                                type, event, event_key, raw, answer, outcome, rule_id, followups)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::float8[], %s::text[], %s::text[],
                         %s::bigint[], %s::text[], %s::text[], %s::text[], %s::bytea[], %s::text[],
                         %s::text[], %s::bigint[], %s::text[])
    ON CONFLICT DO NOTHING
"""
_SELECT: Final[LiteralString] = """
    SELECT account_id, from_openid, dedupe, answer
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS wanted(account_id, from_openid, dedupe)
    JOIN intake_arrival USING (account_id, from_openid, dedupe)
"""
_SETTINGS: Final[LiteralString] = """
    SELECT set_config('synchronous_commit', 'on', false),
           set_config('statement_timeout', %s, false),
           set_config('lock_timeout', %s, false)
"""


class _Impatient(psycopg.Connection[TupleRow]):
    """A connection whose every wait has an end, also when the server holds the line and says nothing."""

    patience_seconds = 2 * WAIT_FOR_LOCK_SECONDS

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        return super().wait(gen, interval, self.patience_seconds if timeout is None else timeout)


class PostgresStore:
    """See `store.Store`. Connects at first use and again after the connection was lost."""

    def __init__(self, url: str, *, wait_seconds: float = WAIT_FOR_LOCK_SECONDS) -> None:
        self._url = url
        self._wait_ms = int(wait_seconds * 1000)
        self._connection: psycopg.Connection | None = None

    def keep(self, batch: Sequence[Arrival]) -> tuple[Sequence[str], int]:
        try:
            connection = self._open()
            # Two gateways that insert the same keys in different order would wait for each other.
            rows = sorted(batch, key=lambda arrival: arrival.key)
            new = connection.execute(_INSERT, [list(column) for column in zip(*rows, strict=True)]).rowcount
            if new == len(batch):
                return [arrival.answer for arrival in batch], new
            return answers_in_order(batch, self._select(connection, batch)), new
        except (psycopg.DataError, psycopg.IntegrityError, UnicodeError) as error:
            raise RowRefused(_reason(error)) from None
        except psycopg.Error as error:
            raise self._failed(error) from None

    def recall(self, batch: Sequence[Arrival]) -> Mapping[Key, str]:
        if self._connection is None:
            raise StoreFailed("not connected")
        try:
            return self._select(self._connection, batch)
        except psycopg.Error as error:
            raise self._failed(error) from None

    def try_writing(self) -> None:
        try:
            row = self._open().execute("SELECT pg_is_in_recovery()").fetchone()
        except psycopg.Error as error:
            raise self._failed(error) from None
        if row != (False,):
            raise StoreFailed("standby")

    def tidy(self) -> None:
        """Nothing: PostgreSQL keeps its own house."""

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _open(self) -> psycopg.Connection:
        if self._connection is None:
            # A host that vanished is noticed by tcp_user_timeout, not by TCP's own quarter of an hour.
            connection = _Impatient.connect(
                self._url,
                autocommit=True,
                connect_timeout=2,
                tcp_user_timeout=2 * self._wait_ms,
                prepare_threshold=0,
                application_name="zhijian intake",
            )
            connection.patience_seconds = 2 * self._wait_ms / 1000
            connection.execute(_SETTINGS, [f"{self._wait_ms}ms", f"{self._wait_ms}ms"])
            self._connection = connection
        return self._connection

    def _select(self, connection: psycopg.Connection, batch: Sequence[Arrival]) -> dict[Key, str]:
        found = connection.execute(
            _SELECT, [list(column) for column in zip(*(a.key for a in batch), strict=True)]
        )
        return {(account_id, openid, dedupe): answer for account_id, openid, dedupe, answer in found}

    def _failed(self, error: Exception) -> StoreFailed:
        is_locked = isinstance(error, (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable))
        if not is_locked:
            self.close()
        return StoreFailed(_reason(error), is_locked=is_locked)


def _reason(error: Exception) -> str:
    # The server's own text may quote a value; the name of its code never does.
    return type(error).__name__
