"""A note of the last callback that was well signed but too old or too new: the mark of a wrong clock.

Such a callback is refused before anything is stored, so without this note nobody could tell a wrong clock
from a forged message. Only two times are kept. `zhijian doctor` reads it.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SECONDS_BETWEEN_NOTES: Final = 10.0


@dataclass(frozen=True, slots=True)
class Stale:
    signed_at: float
    received_at: float


class StalenessNotes:
    """Writes at most one note an account and ten seconds: a flood of replays costs nothing."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._noted_at: dict[int, float] = {}

    def note(self, *, account_id: int, signed_at: float) -> None:
        now = self._clock()
        if now - self._noted_at.get(account_id, 0.0) < SECONDS_BETWEEN_NOTES:
            return
        self._noted_at[account_id] = now
        path = _path(self._folder, account_id)
        beside = path.with_suffix(".part")
        try:
            beside.write_text(json.dumps({"signed_at": signed_at, "received_at": now}))
            beside.replace(path)
        except OSError:
            return  # a full disk is somebody else's story; the callback is refused either way


def last_stale(folder: Path, *, account_id: int) -> Stale | None:
    try:
        found = json.loads(_path(folder, account_id).read_text())
        return Stale(signed_at=float(found["signed_at"]), received_at=float(found["received_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(folder: Path, account_id: int) -> Path:
    return folder / f"stale-callback-{account_id}.json"
