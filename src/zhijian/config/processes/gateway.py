"""The gateway process: WeChat's door, and a hand-over of everything else to the web process."""

import asyncio
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog

from zhijian.config.handover import Handover
from zhijian.config.places import home, metrics_folder, spool_folder

log = structlog.get_logger()

LOOK_EVERY_SECONDS = 0.3
_FIRST_LOAD_PATIENCE_SECONDS = 60.0
# The event loop and the batch writer take turns on one lock; the default turn of 5 ms is an eternity here.
_TURN_SECONDS = 0.0005


def make_gateway(*, web_path: str = "") -> Any:
    """The ASGI application of a gateway process. With `web_path`, other paths go to the web process there."""
    metrics_folder().mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics_folder())  # read by its library when first imported
    sys.setswitchinterval(_TURN_SECONDS)
    return _assemble(web_path)


def _assemble(web_path: str) -> Any:
    from zhijian.config.settings import ENVIRONMENT
    from zhijian.foundation.accounts.knocks import KnockNotes
    from zhijian.foundation.intake.housekeeper import Housekeeper
    from zhijian.foundation.intake.spool import Spool
    from zhijian.foundation.intake.writer import Writer
    from zhijian.gateway.app import Gateway, Notes
    from zhijian.gateway.metrics import Metrics
    from zhijian.gateway.staleness import StalenessNotes
    from zhijian.switchboard import make_switchboard

    switchboard = make_switchboard(public_url=ENVIRONMENT.public_url)
    metrics = Metrics(multiprocess_folder=metrics_folder())
    spool = Spool(spool_folder())
    writer = Writer(open_store=_open_store, spool=spool, watch=metrics)
    gateway = Gateway(
        switchboard=switchboard,
        writer=writer,
        spool=spool,
        metrics=metrics,
        metrics_token=ENVIRONMENT.zhijian_metrics_token.get_secret_value(),
        notes=Notes(staleness=StalenessNotes(home() / "run"), knocks=KnockNotes(home() / "run")),
    )
    housekeeper = Housekeeper(open_store=_open_store, spool=spool, writer=writer)
    return Front(gateway, switchboard, housekeeper, Handover(web_path) if web_path else None)


def _open_store() -> Any:
    from django.conf import settings

    from zhijian.config.settings import ENVIRONMENT

    if settings.INTAKE_DATABASE == "default":
        from zhijian.foundation.intake.store_postgres import PostgresStore

        return PostgresStore(ENVIRONMENT.zhijian_database_url.get_secret_value())
    from zhijian.foundation.intake.store_sqlite import SqliteStore

    return SqliteStore(home() / "intake.sqlite3")


class Front:
    """WeChat's paths to the gateway, all others to the web process; memory kept fresh in between."""

    def __init__(self, gateway: Any, switchboard: Any, housekeeper: Any, handover: Handover | None) -> None:
        self._gateway = gateway
        self.protocol = gateway.protocol
        self._owns = gateway.owns
        self._switchboard = switchboard
        self._housekeeper = housekeeper
        self._handover = handover
        self._watching: asyncio.Task[None] | None = None
        # One thread, so that one database connection is kept and not one for each of a pool.
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="switchboard")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._handover is None or self._owns(scope["path"]):
            await self._gateway(scope, receive, send)
        else:
            await self._handover(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        try:
            await self._load_first()
            await self._gateway.start()
        except Exception as error:  # noqa: BLE001 -- said to the server, which ends this process
            await send({"type": "lifespan.startup.failed", "message": type(error).__name__})
            return
        self._housekeeper.start()
        self._watching = asyncio.create_task(self._watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._watching.cancel()
        await self._gateway.close()
        await asyncio.to_thread(self._housekeeper.close)
        if self._handover:
            await self._handover.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _load_first(self) -> None:
        """Nothing is accepted before the accounts are known: an unknown account would be refused for good."""
        deadline = asyncio.get_running_loop().time() + _FIRST_LOAD_PATIENCE_SECONDS
        while True:
            try:
                await self._in_reader(self._refresh)
            except Exception as error:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                log.error("accounts not loaded", error=type(error).__name__, again_in_seconds=1)
                await asyncio.sleep(1)
            else:
                return

    async def _watch(self) -> None:
        complained = False
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self._in_reader(self._refresh)
                complained = False
            except Exception as error:  # noqa: BLE001 -- the database may be away; what is in memory still answers
                if not complained:
                    log.error("changes not seen", error=type(error).__name__, next="check the database")
                complained = True

    async def _in_reader(self, act: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._reader, act)

    def _refresh(self) -> None:
        from django.db import close_old_connections, connection

        try:
            close_old_connections()
            self._switchboard.refresh()
        except Exception:
            connection.close()  # a broken one must not be met again
            raise
