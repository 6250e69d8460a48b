"""The one thread of a process that makes arrivals durable, many at a time, and only then has them told."""

import asyncio
import logging
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from traceback import extract_tb
from typing import Final, Protocol

from zhijian.foundation.intake.arrivals import Arrival, Key
from zhijian.foundation.intake.errors import IntakeError, RowRefused, SpoolFailed, StoreFailed
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store import OpenStore, Store, answers_in_order

logger = logging.getLogger("zhijian.intake")

LARGEST_BATCH: Final = 512
# Waiting a little for company makes a commit cheaper for each. Who is likely to stay alone goes at once.
LINGER_SECONDS: Final = 0.0005
SECONDS_BETWEEN_COMPLAINTS: Final = 10.0
NEXT_STEP: Final = {
    "database": "look at the database; messages go to the spool and are taken in later",
    "spool": "free the disk or mend the spool folder; WeChat is asked to send again",
}


class Watch(Protocol):
    """Who counts what the writer does. Called in the writer's thread, once a batch."""

    def committed(self, *, rows: int, new: int, seconds: float) -> None: ...

    def spooled(self, *, rows: int) -> None: ...

    def refused(self, *, rows: int) -> None: ...


class Unwatched:
    def committed(self, *, rows: int, new: int, seconds: float) -> None: ...

    def spooled(self, *, rows: int) -> None: ...

    def refused(self, *, rows: int) -> None: ...


class Writer:
    """Keeps arrivals: in the database, else in the spool, else not at all and says so.

    `keep` gives a future of the stored answer: this arrival's own, or that of the first of the same key. It
    fails with SpoolFailed when nothing is durable; then the message must be refused, so that it comes again.
    """

    def __init__(
        self,
        *,
        open_store: OpenStore,
        spool: Spool,
        linger_seconds: float = LINGER_SECONDS,
        watch: Watch | None = None,
    ) -> None:
        self._open_store = open_store
        self._spool = spool
        self._linger_seconds = linger_seconds
        self._watch = watch or Unwatched()
        self._gathered: list[_Waiting] = []
        self._handed_over: SimpleQueue[list[_Waiting] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._complained_at = dict.fromkeys(NEXT_STEP, -SECONDS_BETWEEN_COMPLAINTS)
        self._may_recall = True
        self._spool_is_well = True
        self.store_is_well = True

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin; futures belong to this loop from here on."""
        self._loop = loop
        self._thread = threading.Thread(target=self._run, args=(loop,), name="intake-writer", daemon=True)
        self._thread.start()

    def keep(self, arrival: Arrival) -> asyncio.Future[str]:
        """Queue one arrival. Call it in the loop given to `start`."""
        loop = self._loop
        if loop is None:
            raise RuntimeError("the writer has not been started")
        future: asyncio.Future[str] = loop.create_future()
        self._gathered.append((arrival, future))
        if len(self._gathered) == 1:
            # Everything that came in this turn of the loop goes over at once: waking a thread for each would
            # cost more than keeping it.
            loop.call_soon(self._hand_over)
        return future

    @property
    def is_ready(self) -> bool:
        """Whether a message that came now would be kept, in the database or beside it."""
        is_running = self._thread is not None and self._thread.is_alive()
        return is_running and (self.store_is_well or self._spool_is_well)

    async def close(self) -> None:
        """Keep what is still waiting, then stop. Call it in the loop, too."""
        if self._thread is not None:
            self._hand_over()
            self._handed_over.put(None)
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    def _hand_over(self) -> None:
        if self._gathered:
            self._handed_over.put(self._gathered)
            self._gathered = []

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        store = self._open_store()
        size = 0
        while (waiting := self._handed_over.get()) is not None:
            if size > 1:
                time.sleep(self._linger_seconds)
            is_last = False
            while not is_last and len(waiting) < LARGEST_BATCH and self._handed_over.qsize():
                more = self._handed_over.get()
                waiting += more or ()
                is_last = more is None
            size = len(waiting)
            self._keep_and_tell(waiting, store, loop)
            if is_last:
                break
        store.close()

    def _keep_and_tell(
        self, waiting: Sequence["_Waiting"], store: Store, loop: asyncio.AbstractEventLoop
    ) -> None:
        try:
            kept: Sequence[str] | SpoolFailed = self._keep(tuple(arrival for arrival, _ in waiting), store)
        except SpoolFailed as error:
            kept = error
        except Exception as error:  # noqa: BLE001 -- everything waits for this thread: a fault of ours must not end it
            logger.error("intake error=%s at=%s next=report", type(error).__name__, _place(error))
            kept = SpoolFailed(type(error).__name__)
        if isinstance(kept, SpoolFailed):
            self._watch.refused(rows=len(waiting))
        try:
            loop.call_soon_threadsafe(_tell, waiting, kept)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more, and what was kept is kept

    def _keep(self, batch: tuple[Arrival, ...], store: Store) -> Sequence[str]:
        if not self.store_is_well:
            try:
                return self._keep_beside(batch, store)
            except SpoolFailed as error:
                # The last straw: perhaps the database is back before the housekeeper noticed.
                return self._keep_in_store_or(error, batch, store)
        try:
            return self._keep_in_store(batch, store)
        except StoreFailed as error:
            self.store_is_well = False
            self._may_recall = True
            self._complain("database", error)
            return self._keep_beside(batch, store)

    def _keep_in_store(self, batch: tuple[Arrival, ...], store: Store) -> Sequence[str]:
        # A message spooled a moment ago may come again before it is taken in: its answer lies there.
        lying = {} if self._spool.is_empty() else self._lying(batch)
        fresh = tuple(arrival for arrival in batch if arrival.key not in lying) if lying else batch
        if not fresh:
            return answers_in_order(batch, lying)
        started = time.perf_counter()
        try:
            answers, new = store.keep(fresh)
        except RowRefused:
            if len(fresh) > 1:
                return [self._keep_in_store((arrival,), store)[0] for arrival in batch]
            # The database is well and will never have this one. It lies in the spool until somebody looks.
            return self._keep_beside(batch, store)
        self._watch.committed(rows=len(fresh), new=new, seconds=time.perf_counter() - started)
        if not lying:
            return answers
        kept = dict(zip((arrival.key for arrival in fresh), answers, strict=True))
        return answers_in_order(batch, {**kept, **lying})

    def _lying(self, batch: tuple[Arrival, ...]) -> dict[Key, str]:
        found = (self._spool.find(arrival) for arrival in batch)
        return {arrival.key: arrival.answer for arrival in found if arrival is not None}

    def _keep_beside(self, batch: tuple[Arrival, ...], store: Store) -> Sequence[str]:
        known = self._recalled(batch, store)
        fresh = [arrival for arrival in batch if arrival.key not in known]
        try:
            answers = self._spool.keep(fresh)
        except SpoolFailed as error:
            self._spool_is_well = False
            self._complain("spool", error)
            raise
        self._spool_is_well = True
        self._watch.spooled(rows=len(fresh))
        kept = dict(zip((arrival.key for arrival in fresh), answers, strict=True))
        return answers_in_order(batch, {**kept, **known})

    def _recalled(self, batch: tuple[Arrival, ...], store: Store) -> Mapping[Key, str]:
        """Answers of repeats, while they can be read: neither a lock nor a full disk keeps readers out."""
        if not self._may_recall:
            return {}
        try:
            return store.recall(batch)
        except StoreFailed:
            self._may_recall = False
            return {}

    def _keep_in_store_or(
        self, error: SpoolFailed, batch: tuple[Arrival, ...], store: Store
    ) -> Sequence[str]:
        try:
            return self._keep_in_store(batch, store)
        except StoreFailed:
            raise error from None

    def _complain(self, what: str, error: IntakeError) -> None:
        now = time.monotonic()
        if now - self._complained_at[what] >= SECONDS_BETWEEN_COMPLAINTS:
            self._complained_at[what] = now
            logger.error('intake %s failed reason="%s" next="%s"', what, error, NEXT_STEP[what])


_Waiting = tuple[Arrival, "asyncio.Future[str]"]


def _tell(waiting: Sequence[_Waiting], kept: Sequence[str] | SpoolFailed) -> None:
    """Runs in the loop: one hand-over for the whole batch."""
    if isinstance(kept, SpoolFailed):
        for _, future in waiting:
            if not future.done():
                future.set_exception(kept)
        return
    for (_, future), answer in zip(waiting, kept, strict=True):
        if not future.done():
            future.set_result(answer)


def _place(error: Exception) -> str:
    """Where it happened, in place of a message that might quote what somebody wrote."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
