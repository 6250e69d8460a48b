"""A note of the last callback that was well signed but too old or too new: the mark of a wrong clock.

Such a callback is refused before anything is stored, so without this note nobody could tell a wrong clock
from a forged message. `zhijian doctor` reads it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhijian.foundation.accounts import time_notes

SECONDS_BETWEEN_NOTES: Final = 10.0
_KIND: Final = "stale-callback"


@dataclass(frozen=True, slots=True)
class Stale:
    """Both in seconds since 1970."""

    signed_at: float
    received_at: float


class StalenessNotes:
    """Writes at most one note an account and ten seconds: a flood of replays costs nothing."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._notes = time_notes.TimeNotes(folder, _KIND, seconds_between=SECONDS_BETWEEN_NOTES, clock=clock)

    def note(self, *, account_id: int, signed_at: float) -> None:
        self._notes.write(account_id, now_as="received_at", signed_at=signed_at)


def last_stale(folder: Path, *, account_id: int) -> Stale | None:
    noted = time_notes.read(folder, _KIND, account_id)
    if noted.keys() != {"signed_at", "received_at"}:
        return None
    return Stale(noted["signed_at"], noted["received_at"])
