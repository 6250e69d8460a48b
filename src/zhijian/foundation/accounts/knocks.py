"""A note of the last time WeChat asked, rightly signed, whether an address is ours.

Pressing 提交 in WeChat's back end makes WeChat knock once. The gateway answers from memory and keeps no row
of it, so without this note nobody could tell the person who pressed whether it worked. One file an account
beside the other notes of this machine; only the time is kept.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

SECONDS_BETWEEN_NOTES: Final = 1.0


class KnockNotes:
    """Writes at most one note an account and second; only who holds the token can cause one."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._noted_at: dict[int, float] = {}

    def note(self, *, account_id: int) -> None:
        now = self._clock()
        if now - self._noted_at.get(account_id, 0.0) < SECONDS_BETWEEN_NOTES:
            return
        self._noted_at[account_id] = now
        path = _path(self._folder, account_id)
        beside = path.with_suffix(".part")
        try:
            beside.write_text(json.dumps({"knocked_at": now}))
            beside.replace(path)
        except OSError:
            return  # the answer to WeChat matters more than our note of it


def last_knock(folder: Path, *, account_id: int) -> float | None:
    """When WeChat last knocked, in seconds since 1970; None when nobody has seen it knock."""
    try:
        return float(json.loads(_path(folder, account_id).read_text())["knocked_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(folder: Path, account_id: int) -> Path:
    return folder / f"knock-{account_id}.json"
