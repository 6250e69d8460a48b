"""The generator, built once, and a tiny bag of messages for it."""

import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.reply.measure.binaries import Binaries, build
from bench.reply.measure.keywords import Table
from bench.reply.measure.messages import Account, Mailbag

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


@pytest.fixture(scope="session")
def binaries(tmp_path_factory: pytest.TempPathFactory) -> Binaries:
    return build(tmp_path_factory.mktemp("bench"))


@pytest.fixture
def account() -> Account:
    return Account.invent()


@pytest.fixture
def mailbag(account: Account) -> Mailbag:
    return Mailbag(account, Table(size=40).questions(count=200, seed=1), seed=1)


@pytest.fixture
def requests(mailbag: Mailbag, tmp_path: Path) -> Path:
    mailbag.write(tmp_path / "requests")
    return tmp_path / "requests"


@pytest.fixture
def constant_port(binaries: Binaries) -> Iterator[int]:
    with subprocess.Popen([str(binaries.constant)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.terminate()


@pytest.fixture
def stalling_port() -> Iterator[Callable[[float], int]]:
    """A server for one connection that answers at once, but for one pause before its first answer."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def serve(pause_seconds: float) -> None:
            connection, _ = listener.accept()
            connection.settimeout(5)
            with connection:
                for number in range(1_000_000):
                    if not connection.recv(65536):
                        return
                    time.sleep(pause_seconds if number == 0 else 0)
                    connection.sendall(ANSWER)

        def start(pause_seconds: float) -> int:
            threading.Thread(target=serve, args=(pause_seconds,), daemon=True).start()
            return int(listener.getsockname()[1])

        yield start
