"""Arrivals to the rooms' ears."""

from collections.abc import Callable

import structlog

from zhijian.foundation.intake import services as intake
from zhijian.foundation.intake.arrivals import StoredArrival

log = structlog.get_logger()

BATCH = 100


class Hearing:
    """Brings what nobody heard yet to every room, the oldest first."""

    def __init__(self, *, deliver: Callable[[StoredArrival], None]) -> None:
        self._deliver = deliver

    def run_once(self) -> int:
        """How many arrivals were looked at; 0 when there was nothing to do."""
        rows = intake.claim_unheard(limit=BATCH)
        heard: list[int] = []
        try:
            heard.extend(row.id for row in rows if self._hear(row))
        finally:
            if heard:
                intake.mark_heard(heard)
        return len(rows)

    def _hear(self, row: StoredArrival) -> bool:
        try:
            self._deliver(row)
        except Exception as error:  # noqa: BLE001 -- one bad row must not keep the others from being heard
            pause_seconds = intake.put_off(row)
            log.error(
                "arrival not heard",
                row=row.id,
                account=row.account,
                kind=row.event or row.type,
                error=type(error).__name__,
                where=_place(error),
                again_in_seconds=pause_seconds,
            )
            return False
        return True


def _place(error: Exception) -> str:
    """File and line, never the message: it may hold words of a follower."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
