"""Live numbers for Prometheus, all processes of this host added up."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE: Final = b"text/plain; version=0.0.4; charset=utf-8"
SECONDS_BUCKETS: Final = (0.002, 0.005, 0.01, 0.05, 0.2, 1.0, 3.0, 5.0)
BATCH_BUCKETS: Final = (1.0, 4.0, 16.0, 64.0, 256.0)


class Metrics:
    """Counts for one process; `expose` tells those of all.

    `multiprocess_folder` is where prometheus_client keeps its shared files; without one, only this process
    counts. Labels are slugs of accounts and verdicts, never anything a stranger chose.

    What happens once a callback is tallied here and written to the shared files by `flush`, about twice a
    second: writing there at once would cost as much as reading the message.
    """

    def __init__(self, *, multiprocess_folder: Path | None = None) -> None:
        self._folder = multiprocess_folder
        self._registry = CollectorRegistry()
        self._callbacks = Counter(
            "zhijian_callbacks",
            "Callbacks by account and verdict",
            ["account", "verdict"],
            registry=self._registry,
        )
        self._seconds = _ManyAtOnce(
            "zhijian_answer_seconds",
            "From the arrival of a callback to its answer, durable",
            buckets=SECONDS_BUCKETS,
            registry=self._registry,
        )
        self._batch = Histogram(
            "zhijian_intake_batch_rows",
            "Messages that shared a commit",
            buckets=BATCH_BUCKETS,
            registry=self._registry,
        )
        self._stored = self._counter("stored", "Messages stored in the database")
        self._repeats = self._counter("repeats", "Messages that were in the database already")
        self._spooled = self._counter("spooled", "Messages put into the spool")
        self._not_kept = self._counter(
            "not_kept", "Messages that could be kept nowhere and were answered 503"
        )
        self._tally: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._slots = [0] * (len(SECONDS_BUCKETS) + 1)
        self._total_seconds = 0.0

    # --- In the event loop, once a callback --------------------------------------------------

    def count(self, slug: str, verdict: str) -> None:
        self._tally[slug, verdict] += 1

    def answered_in(self, seconds: float) -> None:
        self._slots[bisect_left(SECONDS_BUCKETS, seconds)] += 1
        self._total_seconds += seconds

    def flush(self) -> None:
        """Write what was tallied to where all processes are added up."""
        tally, self._tally = self._tally, defaultdict(int)
        for labels, number in tally.items():
            self._callbacks.labels(*labels).inc(number)
        slots, self._slots = self._slots, [0] * len(self._slots)
        total, self._total_seconds = self._total_seconds, 0.0
        if any(slots):
            self._seconds.observe_all(slots, total=total)

    # --- In the writer's thread, once a batch ------------------------------------------------

    def committed(self, *, rows: int, new: int, seconds: float) -> None:
        self._batch.observe(rows)
        self._stored.inc(new)
        if new < rows:
            self._repeats.inc(rows - new)

    def spooled(self, *, rows: int) -> None:
        self._spooled.inc(rows)

    def refused(self, *, rows: int) -> None:
        self._not_kept.inc(rows)

    # --- When asked --------------------------------------------------------------------------

    def expose(self, *, spool_files: int) -> bytes:
        """The numbers as text. Reads files; keep it off the event loop."""
        looked_up = CollectorRegistry()
        looked_up.register(_SpoolFiles(spool_files))
        counted = self._registry
        if self._folder is not None:
            counted = CollectorRegistry()
            MultiProcessCollector(counted, path=str(self._folder))  # type: ignore[no-untyped-call]  # has no types
        return bytes(generate_latest(counted) + generate_latest(looked_up))

    def _counter(self, name: str, meaning: str) -> Counter:
        return Counter(f"zhijian_intake_{name}", meaning, registry=self._registry)


class _ManyAtOnce(Histogram):
    """A histogram that takes the observations of a while in one go."""

    def observe_all(self, slots: Sequence[int], *, total: float) -> None:
        """`slots`: how many fell into each bucket, the last beyond all bounds."""
        self._sum.inc(total)
        for bucket, number in zip(self._buckets, slots, strict=True):
            if number:
                bucket.inc(number)


class _SpoolFiles(Collector):
    """Not counted by processes but looked up: the folder is common to all."""

    def __init__(self, files: int) -> None:
        self._files = files

    def collect(self) -> Iterable[GaugeMetricFamily]:
        yield GaugeMetricFamily(
            "zhijian_intake_spool_files", "Messages in the spool, not taken in yet", value=self._files
        )
