"""The sandbox as one ASGI application."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zhijian_sandbox import identifiers
from zhijian_sandbox.acts.scene import Desk
from zhijian_sandbox.back_end import BackEnd
from zhijian_sandbox.callbacks import Callbacks
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.control.apps import Accounts
from zhijian_sandbox.control.articles import Articles
from zhijian_sandbox.control.grants import Grants
from zhijian_sandbox.control.material import Material
from zhijian_sandbox.control.people import People
from zhijian_sandbox.control.platform_events import PlatformEvents
from zhijian_sandbox.control.practice import Practising
from zhijian_sandbox.control.readers import Readers
from zhijian_sandbox.control.saves import Saving
from zhijian_sandbox.control.trouble import Trouble
from zhijian_sandbox.control.watching import Watching
from zhijian_sandbox.desk.routes import routes as desk_routes
from zhijian_sandbox.faults import Faults
from zhijian_sandbox.guard import LoopbackOnly
from zhijian_sandbox.jobs.runner import Jobs
from zhijian_sandbox.log import Logbook
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.phones import Phones
from zhijian_sandbox.platform.limits import JOB_SECONDS
from zhijian_sandbox.platform.routes import routes as platform_routes
from zhijian_sandbox.practice.running import Practice
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.stream import Hub

PATIENCE_SECONDS = 5.0


def create_app(
    *,
    state_path: Path | str,
    clock: Callable[[], float] = time.time,
    patience_seconds: float = PATIENCE_SECONDS,
    spacing_seconds: float | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    job_seconds: float = JOB_SECONDS,
) -> Starlette:
    """The whole sandbox on one state file. `StateError` when the file cannot be used.

    `clock` is real time, which the sandbox's own clock is set against; `patience_seconds` how long a
    callback may take, `spacing_seconds` how far apart attempts begin (the same unless told);
    `transport` replaces the network that callbacks go out by; `job_seconds` is how long the platform
    takes to publish or push.
    """
    parts = assemble(
        state_path=state_path,
        clock=clock,
        patience_seconds=patience_seconds,
        spacing_seconds=patience_seconds if spacing_seconds is None else spacing_seconds,
        transport=transport,
        job_seconds=job_seconds,
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await parts.callbacks.start()
        parts.jobs.start()
        yield
        await parts.jobs.stop()
        parts.hub.close()
        await parts.practice.leave()
        await parts.callbacks.stop()
        parts.store.close()

    app = Starlette(
        routes=[
            Route("/healthz", _healthz),
            *platform_routes(parts),
            *Accounts(parts).routes(),
            *People(parts).routes(),
            *Trouble(parts).routes(),
            *Articles(parts).routes(),
            *Material(parts).routes(),
            *Readers(parts).routes(),
            *Grants(parts).routes(),
            *PlatformEvents(parts).routes(),
            *Saving(parts).routes(),
            *Practising(parts).routes(),
            *Watching(parts).routes(),
            *desk_routes,
        ],
        middleware=[Middleware(LoopbackOnly)],
        lifespan=lifespan,
    )
    app.state.parts = parts
    return app


def assemble(
    *,
    state_path: Path | str,
    clock: Callable[[], float],
    patience_seconds: float,
    spacing_seconds: float,
    transport: httpx.AsyncBaseTransport | None,
    job_seconds: float,
) -> Parts:
    """The parts, each given what it needs."""
    store = Store(state_path)
    sandbox_clock = Clock(store, real=clock)
    hub = Hub(store.after_commit)
    faults = Faults(store, hub)
    log = Logbook(store, sandbox_clock, hub)
    phones = Phones(store, sandbox_clock, hub)
    callbacks = Callbacks(
        store=store,
        clock=sandbox_clock,
        faults=faults,
        log=log,
        phones=phones,
        back_end=BackEnd(store, sandbox_clock, phones),
        patience_seconds=patience_seconds,
        spacing_seconds=spacing_seconds,
        transport=transport,
    )
    ids = identifiers.MessageIds(clock)
    practice = Practice(Desk(store, sandbox_clock, phones, ids), callbacks, hub)
    jobs = Jobs(
        store=store,
        clock=sandbox_clock,
        phones=phones,
        hub=hub,
        callbacks=callbacks,
        ids=ids,
        job_seconds=job_seconds,
    )
    return Parts(store, sandbox_clock, hub, faults, log, phones, callbacks, ids, practice, jobs)


async def _healthz(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})
