"""A note of the last time WeChat asked, rightly signed, whether an address is ours.

Pressing 提交 in WeChat's back end makes WeChat knock once. The gateway answers from memory and keeps no row
of it, so without this note nobody could tell the person who pressed whether it worked.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from zhijian.foundation.accounts import time_notes

SECONDS_BETWEEN_NOTES: Final = 1.0
_KIND: Final = "knock"


class KnockNotes:
    """Writes at most one note an account and second; only who holds the token can cause one."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._notes = time_notes.TimeNotes(folder, _KIND, seconds_between=SECONDS_BETWEEN_NOTES, clock=clock)

    def note(self, *, account_id: int) -> None:
        self._notes.write(account_id, now_as="knocked_at")


def last_knock(folder: Path, *, account_id: int) -> float | None:
    """When WeChat last knocked, in seconds since 1970; None when nobody has seen it knock."""
    return time_notes.read(folder, _KIND, account_id).get("knocked_at")
