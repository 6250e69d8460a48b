"""What the worker does with arrivals: claim those nobody heard yet, mark them heard, or put them off.

Claims are leases: a worker that dies gives its rows back by doing nothing. Every statement stands alone and
is short, because on SQLite the gateway writes the same file and waits for each of them.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connections, router

from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.intake.models import ArrivalRow

Clock = Callable[[], float]

LEASE_SECONDS: Final = 60.0
LONGEST_PAUSE_SECONDS: Final = 3600.0

_COLUMNS: Final = (
    "id, account_id, account, received_at, msg_id, from_openid, created_at, type, event, event_key, raw,"
    " answer, outcome, rule_id, followups, is_replay, tries"
)


def claim_unheard(
    *, limit: int = 100, lease_seconds: float = LEASE_SECONDS, clock: Clock = time.time
) -> list[StoredArrival]:
    """Take up to `limit` arrivals that nobody heard yet, the oldest first; the caller's for the lease."""
    connection = connections[router.db_for_write(ArrivalRow)]
    # Workers pass over what another is claiming this moment; SQLite has one writer at a time anyway.
    passing_over = " FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    now = clock()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE intake_arrival SET lease_until = %s, tries = tries + 1 WHERE id IN ("
            "SELECT id FROM intake_arrival WHERE heard_at IS NULL AND lease_until <= %s"
            f" ORDER BY id LIMIT %s{passing_over}) RETURNING {_COLUMNS}",
            [now + lease_seconds, now, limit],
        )
        return sorted((_stored(columns) for columns in cursor.fetchall()), key=lambda row: row.id)


def _stored(columns: Sequence[Any]) -> StoredArrival:
    stored: StoredArrival = StoredArrival(*columns)
    return replace(
        stored,
        received_at=datetime.fromtimestamp(columns[3], UTC),
        raw=bytes(stored.raw),
        is_replay=bool(stored.is_replay),
    )


def mark_heard(ids: Sequence[int], *, clock: Clock = time.time) -> None:
    """Every room has heard these; they do not come again unless replayed."""
    ArrivalRow.objects.filter(pk__in=ids).update(heard_at=clock())


def note_answer(arrival_id: int, *, outcome: str, rule_id: int | None) -> None:
    """What became of a late answer: the row says it as if it had been in time. Safe to repeat."""
    ArrivalRow.objects.filter(pk=arrival_id).update(outcome=outcome, rule_id=rule_id)


def put_off(row: StoredArrival, *, clock: Clock = time.time) -> float:
    """A room failed to hear it: let it come again, later each time. Returns the seconds until then."""
    pause_seconds = min(2.0**row.tries, LONGEST_PAUSE_SECONDS)
    ArrivalRow.objects.filter(pk=row.id).update(lease_until=clock() + pause_seconds)
    return pause_seconds
