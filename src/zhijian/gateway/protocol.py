"""The short way for callbacks: from the parser to the desk and back in one write, past ASGI.

`uvicorn.Config(http=gateway.protocol)`. Everything but a plain POST to
`/wechat/…` goes on to uvicorn's own protocol, and so does such a POST behind another that is still in work
(pipelining), or whose sender does not read what is answered. The application would answer all of them the
same; this spares a task, an event, a dozen objects and a second write for each message, about a fifth of
what a message costs in all (docs/decisions/0008).

It leans on the inside of uvicorn's protocol (`cycle`, `flow`, `on_response_complete`), which the tests on the
wire hold in place and the lock file pins.
"""

import asyncio
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from zhijian.gateway.callbacks import Callbacks, Work
from zhijian.gateway.responses import Response
from zhijian.wechat.callback.limits import MAX_BODY_BYTES

_PREFIX: Final = b"/wechat/"
_CLOSE_LINE: Final = b"connection: close\r\n"
_LONGEST_LENGTH: Final = 9
# Head, body, and what chunks add to it. The parser itself takes lines and trailers without end.
_MAX_MESSAGE_BYTES: Final = 1024 * 1024


class Watchman:
    """Ends requests that trickle. One look round every so often: a timer for each would cost more than it."""

    def __init__(self, *, seconds: float) -> None:
        self.seconds = seconds
        self._since: dict[CallbackProtocol, float] = {}

    def watch(self, protocol: "CallbackProtocol", *, now: float) -> None:
        self._since.setdefault(protocol, now)

    def forget(self, protocol: "CallbackProtocol") -> None:
        self._since.pop(protocol, None)

    def look_round(self, now: float) -> None:
        # In the order of their beginning: the first that is young enough ends the look.
        for protocol, since in list(self._since.items()):
            if now - since < self.seconds:
                break
            del self._since[protocol]
            protocol.give_up()


class CallbackProtocol(HttpToolsProtocol):
    def __init__(self, *, callbacks: Callbacks, watchman: Watchman, **rest: Any) -> None:
        super().__init__(**rest)
        self._callbacks = callbacks
        self._watchman = watchman
        self._exchange: _Exchange | None = None
        self._is_in_message = False
        self._is_watched = False
        self._message_bytes = 0
        self._quiet_since = self.loop.time()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_in_message:
            self._message_bytes += len(data)
            if self._message_bytes > _MAX_MESSAGE_BYTES:
                self.send_400_response("Request too large.")
                return
            self._is_watched = True
            self._watchman.watch(self, now=self.loop.time())
        elif self._is_watched:
            self._is_watched = False
            self._watchman.forget(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]  # uvicorn narrows it, too
        # Whoever connects and says nothing is shown out like whoever falls silent later.
        self._end_when_quiet()

    def connection_lost(self, exc: Exception | None) -> None:
        self._watchman.forget(self)
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
        super().connection_lost(exc)

    def give_up(self) -> None:
        """The request has taken too long to arrive."""
        exchange = self._exchange
        if exchange is not None and not exchange.response_complete:
            self._respond(exchange, self._callbacks.too_slow(exchange.slug))
        else:
            self.transport.close()

    # --- What the parser tells ---------------------------------------------------------------

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._exchange = None
        self._message_bytes = 0
        self._is_in_message = True

    def on_headers_complete(self) -> None:
        if not self._is_short_way():
            # From here on uvicorn minds it; another door may take as long as it likes over a body.
            self._is_in_message = False
            super().on_headers_complete()
            return
        path, _, query_string = self.url.partition(b"?")
        keep_alive = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
        exchange = _Exchange(path[len(_PREFIX) :].decode("ascii"), query_string, keep_alive=keep_alive)
        # uvicorn's own bookkeeping (shutdown, pipelining, a lost connection) looks at the cycle.
        self.cycle = exchange  # type: ignore[assignment]  # has all of it that is looked at
        self._exchange = exchange
        if _announced_bytes(self.headers) > MAX_BODY_BYTES:
            self._respond(exchange, self._callbacks.too_large(exchange.slug))

    def on_body(self, body: bytes) -> None:
        exchange = self._exchange
        if exchange is None:
            super().on_body(body)
        elif not exchange.response_complete:
            exchange.body += body
            if len(exchange.body) > MAX_BODY_BYTES:
                self._respond(exchange, self._callbacks.too_large(exchange.slug))

    def on_message_complete(self) -> None:
        self._is_in_message = False
        exchange = self._exchange
        if exchange is None:
            super().on_message_complete()
        elif not exchange.response_complete:
            taken = self._callbacks.take(exchange.slug, exchange.query_string, exchange.body)
            if isinstance(taken, Work):
                taken.answer.add_done_callback(lambda _: self.finish(exchange, taken))
            else:
                self._respond(exchange, taken)

    # --- Keeping alive -----------------------------------------------------------------------

    def _unset_keepalive_if_required(self) -> None:
        """uvicorn makes a timer after each response and ends it with the next request. Ours runs on."""
        self._quiet_since = self.loop.time()

    def timeout_keep_alive_handler(self) -> None:
        self.timeout_keep_alive_task = None
        if (
            self._is_in_message
            or self._is_at_work()
            or self.loop.time() - self._quiet_since < self.timeout_keep_alive
        ):
            self._end_when_quiet()
        elif not self.transport.is_closing():
            self.transport.close()

    def on_response_complete(self) -> None:
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self._quiet_since = self.loop.time()
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())

    def _end_when_quiet(self) -> None:
        quiet_seconds = self.loop.time() - self._quiet_since
        wait_seconds = max(self.timeout_keep_alive - quiet_seconds, 1.0)
        self.timeout_keep_alive_task = self.loop.call_later(wait_seconds, self.timeout_keep_alive_handler)

    # --- Answering ---------------------------------------------------------------------------

    def finish(self, exchange: "_Exchange", work: Work) -> None:
        self._respond(exchange, self._callbacks.finish(work))

    def _is_at_work(self) -> bool:
        cycle = cast("RequestResponseCycle | _Exchange | None", self.cycle)
        return cycle is not None and not cycle.response_complete

    def _is_short_way(self) -> bool:
        url = self.url
        return (
            url.startswith(_PREFIX)
            and self.parser.get_method() == b"POST"
            and not self._is_at_work()
            and not self.expect_100_continue
            and not self.flow.write_paused
            and not self.root_path
            and b"%" not in url.partition(b"?")[0]
            and b"#" not in url
            and url.isascii()
            and not self.parser.should_upgrade()
        )

    def _respond(self, exchange: "_Exchange", response: Response) -> None:
        exchange.response_complete = True
        if self.transport.is_closing():
            return
        common = b"".join([b"%b: %b\r\n" % header for header in self.server_state.default_headers])
        is_last = response.kind.closes or not exchange.keep_alive
        if is_last and not response.kind.closes:
            common += _CLOSE_LINE
        self.transport.write(response.on_the_wire(common))
        if is_last:
            self.transport.close()
        self.on_response_complete()


class _Exchange:
    """One callback on a connection, in the place of uvicorn's request-response cycle."""

    __slots__ = (
        "body",
        "disconnected",
        "keep_alive",
        "message_event",
        "query_string",
        "response_complete",
        "slug",
    )

    def __init__(self, slug: str, query_string: bytes, *, keep_alive: bool) -> None:
        self.slug = slug
        self.query_string = query_string
        self.keep_alive = keep_alive
        self.body = b""
        self.response_complete = False
        self.disconnected = False
        self.message_event = _NOBODY_WAITS


class _Nobody:
    """An event that nobody waits for."""

    def set(self) -> None: ...


_NOBODY_WAITS: Final = _Nobody()


def _announced_bytes(headers: list[tuple[bytes, bytes]]) -> int:
    for name, value in headers:
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) <= _LONGEST_LENGTH else MAX_BODY_BYTES + 1
    return 0
