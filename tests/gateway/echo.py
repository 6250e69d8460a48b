"""A gateway with a switchboard that says what the tests expect."""

import os
import time
from pathlib import Path

import uvicorn

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.intake.housekeeper import Housekeeper
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store import Store
from zhijian.foundation.intake.store_postgres import PostgresStore
from zhijian.foundation.intake.store_sqlite import SqliteStore
from zhijian.foundation.intake.writer import Writer
from zhijian.gateway.app import Gateway, Limits
from zhijian.gateway.metrics import Metrics
from zhijian.gateway.tests.driving import Switchboard, a_plate
from zhijian.wechat.messages import Received, Text
from zhijian.wechat.replies import TextReply


class Echo(Switchboard):
    """Says every text again; a text that begins with 慢 takes a while."""

    def answer_quickly(self, plate: Doorplate, message: Received) -> Answer | None:
        content = message.content if isinstance(message, Text) else ""
        return None if content.startswith("慢") else _echo(content)

    def answer(self, plate: Doorplate, message: Received) -> Answer:
        time.sleep(0.3)
        return _echo(message.content if isinstance(message, Text) else "")


def _echo(content: str) -> Answer:
    return Answer(TextReply(f"{content} {os.getpid()}"), "answered", 1)


def serve(home: Path, port: int, *, postgres: str, body_seconds: float) -> None:
    def open_store() -> Store:
        return PostgresStore(postgres) if postgres else SqliteStore(home / "intake.sqlite3")

    spool = Spool(home / "spool")
    metrics = Metrics(multiprocess_folder=home / "metrics")
    writer = Writer(open_store=open_store, spool=spool, watch=metrics)
    Housekeeper(open_store=open_store, spool=spool, writer=writer).start()
    gateway = Gateway(
        switchboard=Echo(plates={"qinghe": a_plate()}),
        writer=writer,
        spool=spool,
        metrics=metrics,
        limits=Limits(body_seconds=body_seconds),
    )
    uvicorn.run(
        gateway, host="127.0.0.1", port=port, loop="uvloop", log_level="error",
        timeout_keep_alive=3,
        http=gateway.protocol,  # type: ignore[arg-type]  # called, like a class
        access_log=False, proxy_headers=False,
    )  # fmt: skip
