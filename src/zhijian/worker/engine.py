"""The three lines of work, started together and stopped together."""

import asyncio
import threading
import time
from collections.abc import Callable

import structlog
from django.db import close_old_connections, connections

from zhijian.worker.chores import Chores
from zhijian.worker.hearing import Hearing
from zhijian.worker.posting import Posting

log = structlog.get_logger()

IDLE_SECONDS = 0.2
TROUBLED_SECONDS = 2.0


class Engine:
    """Runs until stopped. `beat_at` tells a health check when a line last came round."""

    def __init__(self, *, hearing: Hearing, posting: Posting, chores: Chores) -> None:
        self._hearing = hearing
        self._posting = posting
        self._chores = chores
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.beat_at: dict[str, float] = {}

    def start(self) -> None:
        lines: dict[str, Callable[[], None]] = {
            "hearing": lambda: self._repeat("hearing", self._hearing.run_once),
            "chores": lambda: self._repeat("chores", self._chores.run_once),
            "posting": lambda: asyncio.run(self._post()),
        }
        for name, run in lines.items():
            self.beat_at[name] = time.monotonic()
            thread = threading.Thread(target=run, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, *, patience_seconds: float = 3.0) -> None:
        """Let each line finish what it holds; what takes longer comes back by its lease."""
        self._stop.set()
        deadline = time.monotonic() + patience_seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._chores.stop(patience_seconds=max(0.0, deadline - time.monotonic()))

    def is_well(self, *, within_seconds: float = 120.0) -> bool:
        oldest = min(self.beat_at.values(), default=0.0)
        return all(t.is_alive() for t in self._threads) and time.monotonic() - oldest < within_seconds

    def _repeat(self, name: str, run_once: Callable[[], int]) -> None:
        while not self._stop.is_set():
            self.beat_at[name] = time.monotonic()
            try:
                close_old_connections()
                worked = run_once()
            except Exception as error:  # noqa: BLE001 -- the database may be away; the line must outlive it
                self._complain(name, error)
                self._stop.wait(TROUBLED_SECONDS)
                continue
            if not worked:
                self._stop.wait(IDLE_SECONDS)
        connections.close_all()

    async def _post(self) -> None:
        while not self._stop.is_set():
            self.beat_at["posting"] = time.monotonic()
            try:
                worked = await self._posting.run_once()
            except Exception as error:  # noqa: BLE001 -- see above
                self._complain("posting", error)
                await asyncio.sleep(TROUBLED_SECONDS)
                continue
            if not worked:
                await asyncio.sleep(IDLE_SECONDS)
        await self._posting.close()

    def _complain(self, name: str, error: Exception) -> None:
        log.error("line of work stumbled", line=name, error=type(error).__name__, again_in=TROUBLED_SECONDS)
