"""What the commands of this folder share: a filled database, and things measured in turn.

Each time is the median of all rounds; things take turns (A B A B), so that what else the machine does meets
all of them alike. Beside it stands the work of processors: of this process, and on PostgreSQL of the server
with all its helpers. On a machine shared with others only that can be compared between runs.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.postgres_cluster import Cluster

_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass
class Measured:
    """`most` milliseconds are promised, if any are."""

    name: str
    act: Callable[[], Any]
    most: int = 0
    said: Any = None
    times: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


@dataclass(frozen=True)
class Asked:
    members: int
    units: int
    database: str
    rounds: int


@contextmanager
def a_filled_town(about: str | None) -> Iterator[Asked]:
    """Django is set up and the tables are full; nothing of it stays, unless `--home` or `--url` say where."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--members", type=int, default=1_000_000)
    parser.add_argument("--units", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--home", default="", help="a folder that is kept; used again when it is filled")
    parser.add_argument("--url", default="", help="a PostgreSQL that runs already; used again as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhijian-bench-") as folder:
        os.environ["ZHIJIAN_HOME"] = given.home or folder
        Path(os.environ["ZHIJIAN_HOME"]).mkdir(parents=True, exist_ok=True)
        asked = Asked(given.members, given.units, given.on, given.rounds)
        if given.on == "sqlite":
            _make_ready(asked)
            yield asked
        elif given.url:
            os.environ["ZHIJIAN_DATABASE_URL"] = given.url
            _make_ready(asked)
            yield asked
        else:
            with Cluster() as cluster:
                os.environ["ZHIJIAN_DATABASE_URL"] = cluster.new_database()
                _make_ready(asked)
                yield asked


def _make_ready(asked: Asked) -> None:
    from zhijian.config.start_django import start_django  # noqa: PLC0415 -- the home comes first

    start_django()
    from django.conf import settings  # noqa: PLC0415 -- Django is set up just now
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from bench.org.filling import fill, is_filled  # noqa: PLC0415 -- as above

    settings.ALLOWED_HOSTS = ["testserver"]
    for database in settings.DATABASES:
        call_command("migrate", database=database, verbosity=0)
    if not is_filled():
        begun = time.monotonic()
        fill(members=asked.members, units=asked.units)
        print(f"filled in {time.monotonic() - begun:.0f} s", file=sys.stderr)


def measure(things: Sequence[Measured], *, rounds: int) -> None:
    """In turn, forwards and backwards; the first round, which loads templates and pages, is not counted."""
    for turn in range(rounds + 1):
        for thing in things if turn % 2 else reversed(things):
            work, begun = _work(), time.perf_counter()
            thing.said = thing.act()
            if turn:
                thing.times.append((time.perf_counter() - begun) * 1000)
                thing.work.append((_work() - work) * 1000)


def report(title: str, things: Sequence[Measured], asked: Asked) -> None:
    """A table for RESULTS.md."""
    print(f"\n### {title}, {_called(asked.database)}\n")
    print("| what | median ms | of processors | promised | what came |")
    print("| --- | ---: | ---: | ---: | --- |")
    for thing in things:
        work = sum(thing.work) / len(thing.work)
        print(
            f"| {thing.name} | {thing.median:.0f} | {work:.0f} | {thing.most or ''} | {_short(thing.said)} |"
        )
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    print(
        f"\n{asked.members:,} members, {asked.units:,} units, {asked.rounds} rounds in turn. Load {load} on "
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}."
    )


def _called(database: str) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database]


def _short(said: Any) -> str:
    if isinstance(said, int):
        return f"{said:,}"
    if hasattr(said, "status_code"):
        return f"{said.status_code}, {len(said.content) // 1024} KB"
    return f"{len(said):,}" if hasattr(said, "__len__") else str(said)


def _work() -> float:
    """Seconds of processors so far: ours, and the server's with all it started for us."""
    from django.db import connection  # noqa: PLC0415 -- Django was set up before

    if connection.vendor != "postgresql":
        return time.process_time()
    backend = connection.connection.info.backend_pid if connection.connection else 0
    return time.process_time() + (_server_work(backend) if backend else 0)


def _server_work(backend: int) -> float:
    """Of the backend and, once they ended, of its helpers: those are counted with the server's own."""
    server = int(_stat(backend)[1])
    children = _stat(server)
    live = [
        _stat(int(entry.name))
        for entry in Path("/proc").iterdir()
        if entry.name.isdecimal() and _parent(int(entry.name)) == server
    ]
    ticks = int(children[13]) + int(children[14]) + sum(int(one[11]) + int(one[12]) for one in live)
    return ticks / _TICKS


def _stat(pid: int) -> list[str]:
    """From the state on: what stands in brackets may hold blanks."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _parent(pid: int) -> int:
    try:
        return int(_stat(pid)[1])
    except (OSError, IndexError):
        return 0
