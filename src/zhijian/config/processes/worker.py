"""The worker process: the engine, and a small door for its health."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from zhijian import switchboard
from zhijian.courier.delivery import Courier
from zhijian.worker.chores import Chores, plan_standing_chores
from zhijian.worker.engine import Engine
from zhijian.worker.hearing import Hearing
from zhijian.worker.posting import Posting


def make_engine() -> Engine:
    return Engine(
        hearing=Hearing(deliver=switchboard.deliver),
        posting=Posting(courier=Courier(), take_back=switchboard.take_back),
        chores=Chores(),
    )


def make_worker() -> Any:
    """An ASGI application whose lifespan is the engine's, and which answers /healthz."""
    engine = make_engine()

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        await asyncio.to_thread(plan_standing_chores)
        engine.start()
        yield
        await asyncio.to_thread(engine.stop)

    async def worker(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            async with running():
                await send({"type": "lifespan.startup.complete"})
                await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        is_health = scope["path"] == "/healthz"
        status = (200 if engine.is_well() else 503) if is_health else 404
        body = (b"ok worker\n" if status == 200 else b"stuck worker\n") if is_health else b""
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return worker
