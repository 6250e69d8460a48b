import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from zhijian.foundation.accounts.knocks import KnockNotes
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store_sqlite import SqliteStore
from zhijian.foundation.intake.tests.tables import make_sqlite
from zhijian.foundation.intake.writer import Writer
from zhijian.gateway.app import Gateway, Limits, Notes
from zhijian.gateway.metrics import Metrics
from zhijian.gateway.staleness import StalenessNotes
from zhijian.gateway.tests.driving import Clock, Platform, Switchboard, a_plate
from zhijian.wechat.replies import TextReply


@dataclass(frozen=True)
class Door:
    """A gateway with everything round it that a test may want to touch."""

    gateway: Gateway
    switchboard: Switchboard
    platform: Platform
    clock: Clock
    writer: Writer
    spool: Spool
    home: Path

    def rows(self, columns: str = "msg_id, from_openid, answer, outcome") -> list[Any]:
        with closing(sqlite3.connect(self.home / "intake.sqlite3")) as connection:
            return connection.execute(f"SELECT {columns} FROM intake_arrival ORDER BY id").fetchall()


@pytest.fixture
def database_path(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Path:
    with django_db_blocker.unblock():
        return make_sqlite(tmp_path / "intake.sqlite3")


@pytest.fixture
async def door(tmp_path: Path, database_path: Path) -> AsyncIterator[Door]:
    """One account in safe mode that answers everything with 材料在这里; rules get half a second."""
    clock = Clock()
    switchboard = Switchboard(
        plates={"qinghe": a_plate()}, quickly=lambda message: Answer(TextReply("材料在这里"), "answered", 3)
    )
    spool = Spool(tmp_path / "spool")
    metrics = Metrics()
    writer = Writer(
        open_store=lambda: SqliteStore(database_path, wait_seconds=0.2), spool=spool, watch=metrics
    )
    gateway = Gateway(
        switchboard=switchboard,
        writer=writer,
        spool=spool,
        metrics=metrics,
        clock=clock,
        metrics_token="for-the-meters",
        limits=Limits(answer_seconds=0.5, body_seconds=0.4),
        notes=Notes(
            staleness=StalenessNotes(tmp_path, clock=clock), knocks=KnockNotes(tmp_path, clock=clock)
        ),
    )
    await gateway.start()
    yield Door(gateway, switchboard, Platform(clock=clock), clock, writer, spool, tmp_path)
    await gateway.close()
