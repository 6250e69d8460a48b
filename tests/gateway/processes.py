"""Starting, killing and talking to gateways."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

import httpx

from zhijian.gateway.tests.driving import Callback, Platform, Reply

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """One gateway process, on a port of its own, that can be killed and started again."""

    home: Path
    port: int
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> Self:
        (self.home / "metrics").mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.gateway.server", str(self.home), str(self.port), *self.options],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.05)
        raise TimeoutError("the gateway did not come up")

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _end(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(20)
            self.process = None


@contextmanager
def gateways(home: Path, *options: str, number: int = 1) -> Iterator[list[Server]]:
    """That many gateways on one home."""
    servers = [Server(home, _free_port(), options) for _ in range(number)]
    try:
        yield [server.start() for server in servers]
    finally:
        for server in servers:
            server.kill()


async def send(client: httpx.AsyncClient, server: Server, callback: Callback) -> Reply:
    reply = await client.post(
        f"{server.url}{callback.path}?{urlencode(callback.query)}", content=callback.body
    )
    return Reply(reply.status_code, dict(reply.headers), reply.content)


@dataclass
class Crowd:
    """Followers who write without end, each message until it is answered, and note the answers."""

    platform: Platform
    servers: list[Server]
    answered: dict[int, set[str]] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    is_over: bool = False

    async def has_answers(self, number: int) -> None:
        await until(lambda: len(self.answered) >= number)

    async def write(self, make: Callable[[int], str], *, first: int, step: int) -> None:
        """Message `first`, then every `step`th, each at any server until one answers."""
        async with httpx.AsyncClient(timeout=5) as client:
            number = first
            while not self.is_over:
                for attempt in range(50):
                    server = self.servers[(number + attempt) % len(self.servers)]
                    try:
                        reply = await send(client, server, self.platform.encrypted(make(number)))
                    except httpx.TransportError:
                        await asyncio.sleep(0.05)
                        continue
                    if reply.status != 200:
                        self.refused.append(reply.status)
                        continue
                    self.answered.setdefault(number, set()).add(self.platform.open(reply))
                    break
                number += step


def stored(home: Path) -> Counter[tuple[int, str]]:
    """How often each message is on file with each answer."""
    with closing(sqlite3.connect(home / "intake.sqlite3")) as connection:
        rows = connection.execute("SELECT msg_id, answer FROM intake_arrival").fetchall()
    return Counter((int(msg_id), answer) for msg_id, answer in rows)


async def until(is_so: Callable[[], bool], *, seconds: float = 40.0) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 -- processes of their own, which know no event of this loop
            await asyncio.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
