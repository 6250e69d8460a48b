"""The ASGI application at WeChat's door."""

import asyncio
import gc
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl

from zhijian.foundation.accounts.knocks import KnockNotes
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.writer import Writer
from zhijian.gateway.bodies import SECONDS_FOR_A_BODY, BodyReader, Disconnected, TooLarge, TooSlow
from zhijian.gateway.callbacks import Answering, Callbacks
from zhijian.gateway.metrics import CONTENT_TYPE, Metrics
from zhijian.gateway.patience import SECONDS_FOR_AN_ANSWER, Patience
from zhijian.gateway.protocol import CallbackProtocol, Watchman
from zhijian.gateway.responses import NOT_FOUND, REFUSED, Kind, Receive, Response, Scope, Send, text
from zhijian.gateway.staleness import StalenessNotes
from zhijian.wechat.callback.limits import MAX_BODY_BYTES

logger = logging.getLogger("zhijian.gateway")

CALLBACKS: Final = "/wechat/"
SWEEP_SECONDS: Final = 0.5
PATHS: Final = frozenset({"/metrics", "/healthz", "/readyz"})
# A proxy on this host makes every stranger look like a neighbour; these are what it leaves behind.
_FORWARDED: Final = frozenset({b"x-forwarded-for", b"forwarded", b"x-real-ip", b"x-forwarded-host", b"via"})

_NUMBERS: Final = Kind(200, (b"content-type", CONTENT_TYPE), (b"cache-control", b"no-store"))
_HEALTHY: Final = text(200, b"ok")
_READY: Final = text(200, b"ready")
_NOT_READY: Final = text(503, b"not ready")


class Switchboard(Answering, Protocol):
    @property
    def is_loaded(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the gateway is patient: with a rule that thinks, with a body that trickles."""

    answer_seconds: float = SECONDS_FOR_AN_ANSWER
    body_seconds: float = SECONDS_FOR_A_BODY


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Notes:
    """What the gateway writes down of callbacks that leave no row."""

    staleness: StalenessNotes | None = None
    knocks: KnockNotes | None = None


NO_NOTES: Final = Notes()


class Gateway:
    """`/wechat/<slug>`, `/metrics`, `/healthz`, `/readyz`; 404 for all else (`owns` says which is which).

    Call `start` in the event loop before the first request and `close` after the last, or let the server do
    it through ASGI's lifespan. Both start and close the writer as well: its futures belong to this loop.
    """

    def __init__(
        self,
        *,
        switchboard: Switchboard,
        writer: Writer,
        spool: Spool,
        metrics: Metrics,
        clock: Callable[[], float] = time.time,
        metrics_token: str = "",
        limits: Limits = LIMITS,
        notes: Notes = NO_NOTES,
    ) -> None:
        self._switchboard = switchboard
        self._writer = writer
        self._spool = spool
        self._metrics = metrics
        self._metrics_token = metrics_token.encode()
        self._patience = Patience(switchboard.answer, seconds=limits.answer_seconds)
        self._bodies = BodyReader(limit_bytes=MAX_BODY_BYTES, seconds=limits.body_seconds)
        self._watchman = Watchman(seconds=limits.body_seconds)
        self._sweep_seconds = min(SWEEP_SECONDS, limits.body_seconds / 4)
        self._sweeper: asyncio.TimerHandle | None = None
        self._callbacks = Callbacks(
            switchboard=switchboard,
            writer=writer,
            clock=clock,
            metrics=metrics,
            patience=self._patience,
            staleness=notes.staleness,
            knocks=notes.knocks,
        )

    @staticmethod
    def owns(path: str) -> bool:
        """Whether a path is the gateway's and not for another door."""
        return path.startswith(CALLBACKS) or path in PATHS

    def protocol(self, **uvicorns: Any) -> CallbackProtocol:
        """A connection, for `uvicorn.Config(http=…)`: callbacks go a shorter way than through ASGI."""
        return CallbackProtocol(callbacks=self._callbacks, watchman=self._watchman, **uvicorns)

    async def start(self) -> None:
        # What is loaded by now lives as long as the process: no use in the collector looking at 100,000 rules
        # again and again, in the middle of an answer.
        gc.collect()
        gc.freeze()
        loop = asyncio.get_running_loop()
        self._writer.start(loop)
        self._sweep(loop)

    async def close(self) -> None:
        """Keep what was accepted, then stop."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        self._patience.close()
        await self._writer.close()
        self._metrics.flush()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            response = await self._respond(scope, receive)
            await response(send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _respond(self, scope: Scope, receive: Receive) -> Response:
        path: str = scope["path"]
        if path.startswith(CALLBACKS):
            return await self._answer(scope, receive, path[len(CALLBACKS) :])
        if path == "/healthz":
            return _HEALTHY
        if path == "/readyz":
            return _READY if self._switchboard.is_loaded and self._writer.is_ready else _NOT_READY
        if path == "/metrics":
            return await self._expose(scope)
        return NOT_FOUND

    async def _answer(self, scope: Scope, receive: Receive, slug: str) -> Response:
        """A callback that came by way of ASGI; `protocol` knows a shorter one."""
        if scope["method"] == "GET":
            return self._callbacks.verify(slug, scope["query_string"])
        if scope["method"] != "POST":
            return REFUSED
        try:
            body = await self._bodies.read(scope, receive)
        except TooLarge:
            return self._callbacks.too_large(slug)
        except (TooSlow, Disconnected):
            return self._callbacks.too_slow(slug)
        taken = self._callbacks.take(slug, scope["query_string"], body)
        if isinstance(taken, Response):
            return taken
        try:
            await asyncio.wait((taken.answer,))
        finally:
            response = self._callbacks.finish(taken)
        return response

    async def _expose(self, scope: Scope) -> Response:
        if not self._may_read_metrics(scope):
            return REFUSED
        self._metrics.flush()
        page = await asyncio.get_running_loop().run_in_executor(None, self._read_metrics)
        return Response(_NUMBERS, page)

    def _read_metrics(self) -> bytes:
        return self._metrics.expose(spool_files=self._spool.count())

    def _may_read_metrics(self, scope: Scope) -> bool:
        headers = dict(scope["headers"])
        if self._metrics_token:
            bearer = headers.get(b"authorization", b"")
            given = dict(parse_qsl(scope["query_string"])).get(b"token", b"")
            if compare_digest(bearer, b"Bearer " + self._metrics_token):
                return True
            if compare_digest(given, self._metrics_token):
                return True
        client = scope.get("client")
        return client is not None and _is_loopback(client[0]) and _FORWARDED.isdisjoint(headers)

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        self._bodies.sweep()
        self._watchman.look_round(loop.time())
        self._metrics.flush()
        self._sweeper = loop.call_later(self._sweep_seconds, self._sweep, loop)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
