"""What must be done beside the writer: notice that the database is back, take the spool in, fold its log."""

import logging
import threading
import time
from typing import Final

from zhijian.foundation.intake.errors import StoreFailed
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store import OpenStore, Store
from zhijian.foundation.intake.writer import Writer

logger = logging.getLogger("zhijian.intake")

LOOK_EVERY_SECONDS: Final = 0.25


class Housekeeper:
    """A thread with a connection of its own, so that no message waits for a reconnection or a checkpoint."""

    def __init__(
        self,
        *,
        open_store: OpenStore,
        spool: Spool,
        writer: Writer,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._open_store = open_store
        self._spool = spool
        self._writer = writer
        self._look_every_seconds = look_every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="intake-housekeeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        store = self._open_store()
        while not self._stop.wait(self._look_every_seconds):
            try:
                self._look_round(store)
            except StoreFailed:
                continue  # the writer has complained already
            except Exception as error:  # noqa: BLE001 -- without this thread the spool would stay full for ever
                logger.error("intake housekeeping error=%s next=report", type(error).__name__)
        store.close()

    def _look_round(self, store: Store) -> None:
        if self._writer.store_is_well and self._spool.is_empty():
            store.tidy()
            return
        started = time.monotonic()
        store.try_writing()
        taken = self._spool.take_in(store)
        if not self._writer.store_is_well:
            self._writer.store_is_well = True
            logger.warning("intake database is back")
        if taken:
            logger.warning("intake took in files=%d seconds=%.1f", taken, time.monotonic() - started)
