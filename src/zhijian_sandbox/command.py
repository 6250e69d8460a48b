"""The sandbox as a program: `python -m zhijian_sandbox --port 8001 --state FILE [--host 127.0.0.1]`.

Exit code 0 after SIGINT or SIGTERM, 1 when the port or the state file cannot be had, 2 for arguments it
will not take; every refusal is one line.
"""

import argparse
import asyncio
import errno
import ipaddress
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import uvicorn

from zhijian_sandbox.app import create_app
from zhijian_sandbox.state.store import StateError

DEFAULT_PORT = 8001
_SECONDS_TO_FINISH = 1


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments and serve until told to stop; always ends in SystemExit."""
    parser = argparse.ArgumentParser(prog="zhijian_sandbox", description="A WeChat on your desk.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one and prints it")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address; others are refused")
    parser.add_argument(
        "--state", type=Path, default=Path("sandbox.sqlite3"), help="the SQLite file that keeps everything"
    )
    given = parser.parse_args(arguments)
    run(port=given.port, state=given.state, host=given.host)


def run(*, port: int, state: Path, host: str = "127.0.0.1") -> NoReturn:
    """Serve on that port until SIGINT or SIGTERM; always ends in SystemExit."""
    if not 0 <= port <= 65535:
        _refuse(f"--port is 0 to 65535, not {port}", code=2)
    sockets = _listen(host, port)
    try:
        app = create_app(state_path=state)
    except StateError as problem:
        _refuse(str(problem), code=1)
    real_port = sockets[0].getsockname()[1]
    print(f"sandbox ready at http://localhost:{real_port}/ (state in {state})", flush=True)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
    asyncio.run(_Server(config).serve(sockets=sockets))
    raise SystemExit(0)


class _Server(uvicorn.Server):
    """Stops at once and with exit code 0; uvicorn ends the streams that pages listen to."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # Set also when SIGINT was ignored at the start, as for background jobs of a shell; and not raised
        # again at the end, which would turn a clean stop into a death by signal.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield


def _listen(host: str, port: int) -> list[socket.socket]:
    """Sockets on loopback; `localhost` is both of its addresses where there are two."""
    addresses = _loopback_addresses(host)
    if not addresses:
        _refuse(f"the sandbox listens on this machine only; --host {host} is not a loopback address", code=2)
    sockets: list[socket.socket] = []
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            # With the protocol named, asyncio switches off the delay that would cost every answer 40 ms.
            one = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((address, sockets[0].getsockname()[1] if sockets else port))
            one.listen(1024)
            one.setblocking(False)
        except OSError as problem:
            if sockets:
                continue  # a machine without ::1
            why = (
                "is taken by another program"
                if problem.errno == errno.EADDRINUSE
                else f"cannot be had: {problem.strerror}"
            )
            _refuse(f"port {port} {why}; choose another with --port (SANDBOX_PORT)", code=1)
        sockets.append(one)
    return sockets


def _loopback_addresses(host: str) -> list[str]:
    if host.lower() == "localhost":
        return ["127.0.0.1", "::1"]
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return []
    return [str(address)] if address.is_loopback else []


def _refuse(line: str, *, code: int) -> NoReturn:
    print(line, file=sys.stderr)
    raise SystemExit(code)
