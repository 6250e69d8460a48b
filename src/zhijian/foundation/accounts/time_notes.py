"""Notes of this machine's last sight of something at WeChat's door: one small file an account, times alone.

What the gateway refuses, or answers from memory, leaves no row. Without these notes nobody could tell a
person who looks for the cause what happened.
"""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path


class TimeNotes:
    """Files `<kind>-<account>.json` in a folder; each is written at most once in `seconds_between`."""

    def __init__(
        self, folder: Path, kind: str, *, seconds_between: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._kind = kind
        self._seconds_between = seconds_between
        self._clock = clock
        self._noted_at: dict[int, float] = {}

    def write(self, account_id: int, *, now_as: str, **times: float) -> None:
        """Keep these times, and the present one under the name `now_as`. A full disk is kept quiet about:
        what the gateway does matters more than our note of it."""
        now = self._clock()
        if now - self._noted_at.get(account_id, 0.0) < self._seconds_between:
            return
        self._noted_at[account_id] = now
        path = _path(self._folder, self._kind, account_id)
        beside = path.with_suffix(".part")
        try:
            beside.write_text(json.dumps({**times, now_as: now}))
            beside.replace(path)
        except OSError:
            return


def read(folder: Path, kind: str, account_id: int) -> Mapping[str, float]:
    """The times noted, in seconds since 1970; empty where there is no note, or none that can be read."""
    try:
        noted = json.loads(_path(folder, kind, account_id).read_text())
        return {name: float(at) for name, at in noted.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _path(folder: Path, kind: str, account_id: int) -> Path:
    return folder / f"{kind}-{account_id}.json"
