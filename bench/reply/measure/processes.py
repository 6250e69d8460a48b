"""Starting a server in a process group of its own, and reading from /proc what that group costs."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SERVER_CORE = 0


class ServerFailed(Exception):
    """A server ended by itself, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Group:
    """One running server with all its processes."""

    process: subprocess.Popen[bytes]
    log: Path
    started_at: float

    def cpu_seconds(self) -> float:
        return sum(sum(map(int, fields[11:13])) for fields in self._stats()) / TICKS

    def rss_mb(self) -> dict[int, float]:
        """Resident megabytes of each process of the group."""
        return {pid: _status_mb(pid, "VmRSS") for pid in self.pids()}

    def peak_mb(self) -> dict[int, float]:
        return {pid: _status_mb(pid, "VmHWM") for pid in self.pids()}

    def pids(self) -> list[int]:
        return [int(fields[-1]) for fields in self._stats()]

    def _stats(self) -> Iterator[list[str]]:
        """Fields of /proc/PID/stat after the name, and the pid at the end, for each process of the group."""
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it ended while we looked
                continue
            if int(fields[2]) == self.process.pid:
                yield [*fields, folder.name]


def core_busy_seconds(core: int) -> float:
    """Time this core has spent on processes (interrupts left out) since the machine started."""
    for line in Path("/proc/stat").read_text().splitlines():
        name, *values = line.split()
        if name == f"cpu{core}":
            user, nice, system = map(int, values[:3])
            return (user + nice + system) / TICKS
    raise ServerFailed(f"this machine has no core {core}; the bench needs two")


@contextmanager
def running(
    command: list[str], *, environment: Mapping[str, str], log: Path, core: int | None = SERVER_CORE
) -> Iterator[Group]:
    """The command, pinned to the core; asked to stop at the end, and made to if it will not."""
    pinned = ["taskset", "-c", str(core), *command] if core is not None else command
    started_at = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(
            pinned,
            env=dict(environment),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    group = Group(process, log, started_at)
    try:
        yield group
    finally:
        _stop(group)


def _stop(group: Group) -> None:
    for wanted in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(group.process.pid, wanted)
        except ProcessLookupError:
            break
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and group.pids():
            group.process.poll()
            time.sleep(0.02)
    group.process.wait(timeout=10)


def _status_mb(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name + ":")), 0.0)
