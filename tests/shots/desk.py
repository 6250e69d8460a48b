"""A desk of its own for the photographer: a fresh folder, free ports, gone afterwards."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Desk:
    product: str
    sandbox: str


@contextmanager
def desk() -> Iterator[Desk]:
    """A running `zhijian desk` that has said where it is."""
    port, sandbox_port = free_port(rather=8000), free_port(rather=8001)
    with tempfile.TemporaryDirectory(prefix="zhijian-shots-") as home:
        env = {**os.environ, "ZHIJIAN_HOME": home, "PORT": str(port), "SANDBOX_PORT": str(sandbox_port)}
        running = subprocess.Popen(
            [sys.executable, "-m", "zhijian", "desk"], env=env, stdout=subprocess.PIPE, text=True
        )
        try:
            wait_for_welcome(running)
            yield Desk(product=f"http://localhost:{port}", sandbox=f"http://localhost:{sandbox_port}")
        finally:
            running.terminate()
            running.wait(10)


def free_port(*, rather: int) -> int:
    """The usual port, which looks best in a picture; another where that is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", rather))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_welcome(running: subprocess.Popen[str]) -> None:
    assert running.stdout is not None
    for line in running.stdout:
        if "Ctrl-C" in line:
            return
    raise SystemExit("the desk did not open; the lines above say why")
