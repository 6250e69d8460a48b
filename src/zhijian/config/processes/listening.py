"""Sockets, opened before anything else is started, with a clear word when they cannot be had."""

import errno
import socket
from pathlib import Path

from zhijian.config.troubles import Trouble
from zhijian.foundation.accounts.hosts import is_this_machine

BACKLOG = 2048


def listen_tcp(host: str, port: int, *, variable: str = "PORT") -> socket.socket:
    """A listening socket that children may inherit. Raises `Trouble` in one line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio sets TCP_NODELAY only where it can read it off.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host.strip("[]"), port))
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise Trouble(_why(error, host, port, variable)) from error
    sock.set_inheritable(True)
    return sock


def check_port_is_free(port: int, *, variable: str) -> None:
    """For a port that a child will open by itself."""
    listen_tcp("127.0.0.1", port, variable=variable).close()


def listen_unix(path: Path) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.bind(str(path))
    path.chmod(0o600)
    sock.listen(BACKLOG)
    sock.set_inheritable(True)
    return sock


def inherited(handle: int) -> socket.socket:
    """The socket a parent left open for us under this number."""
    return socket.socket(fileno=handle)


def is_loopback(host: str) -> bool:
    return is_this_machine(host.strip("[]"))


def _why(error: OSError, host: str, port: int, variable: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is taken by another program; stop it, or choose another: {variable}={port + 10} …"
        )
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights than this user has; choose one above 1024: {variable}=8000 …"
    return f"cannot listen on {host}:{port}: {error.strerror or error}"
