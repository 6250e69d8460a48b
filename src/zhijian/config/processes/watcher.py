"""One process that starts the others, starts them again when they die, and stops them all."""

import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from zhijian.config.processes.family import on_stop
from zhijian.config.troubles import EXIT_SETUP

log = structlog.get_logger()

STOP_SECONDS = 3.5
_STEADY_SECONDS = 10.0
_LONGEST_WAIT_SECONDS = 5.0


@dataclass
class Child:
    """A process to keep running. It stays in our process group and inherits only the named sockets.

    The sockets stay open here as well: callers wait in their queues while a child is being replaced.
    """

    name: str
    argv: Sequence[str]
    sockets: Sequence[socket.socket] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    quick_deaths: int = field(default=0, init=False)
    start_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *self.argv],
            pass_fds=[sock.fileno() for sock in self.sockets],
            stdin=subprocess.DEVNULL,
        )


class Watcher:
    """Runs children until it is told to stop, or until one of them says its set-up is wrong."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = list(children)
        self._stopping = False
        self._code = 0

    def run(self) -> int:
        """Returns the exit code: 0 after a stop that was asked for."""
        on_stop(self.stop)
        code = 0
        try:
            for child in self._children:
                child.start()
            while not self._stopping and code == 0:
                code = self._look_after_all()
                time.sleep(0.05)
        finally:
            self._stop_all()
        return code or self._code

    def stop(self) -> None:
        self._stopping = True

    def stop_with(self, code: int) -> None:
        """Stop as something went wrong."""
        self._code = code
        self._stopping = True

    @property
    def is_stopping(self) -> bool:
        return self._stopping

    def _look_after_all(self) -> int:
        for child in self._children:
            if child.process is None:
                if time.monotonic() >= child.start_at:
                    child.start()
                continue
            code = child.process.poll()
            if code == EXIT_SETUP:
                return EXIT_SETUP
            if code is not None:
                self._plan_restart(child, code)
        return 0

    def _plan_restart(self, child: Child, code: int) -> None:
        lived = time.monotonic() - child.started_at
        child.quick_deaths = child.quick_deaths + 1 if lived < _STEADY_SECONDS else 0
        # The first death is answered at once: callbacks are waiting in the socket's queue.
        wait = (
            min(0.25 * (2 ** (child.quick_deaths - 2)), _LONGEST_WAIT_SECONDS)
            if child.quick_deaths > 1
            else 0
        )
        child.process = None
        child.start_at = time.monotonic() + wait
        log.warning(
            "process ended", which=child.name, code=code, lived_seconds=round(lived, 1), again_in=wait
        )

    def _stop_all(self) -> None:
        running = [
            child.process for child in self._children if child.process and child.process.poll() is None
        ]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
