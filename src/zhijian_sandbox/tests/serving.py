"""Real servers on loopback for tests: the sandbox itself, and accounts for it to call."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The app on a free port of 127.0.0.1; yields its address."""
    # With the protocol named, asyncio switches off the delay that would cost every answer 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    config = uvicorn.Config(
        app, log_level="warning", lifespan="on", timeout_graceful_shutdown=1, proxy_headers=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
        listener.close()


class Asked:
    """One request an account got."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self.method = handler.command
        self.path = urlsplit(handler.path).path
        self.query = {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
        self.body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.headers = dict(handler.headers.items())
        self.at = time.time()


Answer = tuple[int, bytes, dict[str, str]]


class Account:
    """A callback server that answers as it is told and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answer: Callable[[Asked], Answer] = lambda _asked: (200, b"success", {})
        account = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                asked = Asked(self)
                account.asked.append(asked)
                status, body, headers = account.answer(asked)
                try:
                    self.send_response(status)
                    for name, value in {"Content-Length": str(len(body)), **headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the platform has hung up

            do_GET = do_POST = _serve  # noqa: N815 -- the standard library's names

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/wechat/qinghe"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def always(self, body: bytes, *, status: int = 200, after_seconds: float = 0, **headers: str) -> None:
        """Answer everything with this."""

        def answer(_asked: Asked) -> Answer:
            time.sleep(after_seconds)
            return status, body, headers

        self.answer = answer

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
