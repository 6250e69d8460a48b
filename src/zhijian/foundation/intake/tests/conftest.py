from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store import Store
from zhijian.foundation.intake.store_postgres import PostgresStore
from zhijian.foundation.intake.tests.databases import Database, sqlite_database
from zhijian.foundation.intake.tests.tables import make_postgres, make_sqlite


@pytest.fixture
def sqlite_path(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Path:
    with django_db_blocker.unblock():
        return make_sqlite(tmp_path / "intake.sqlite3")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Database:
    """The same test on both databases."""
    if request.param == "sqlite":
        return sqlite_database(request.getfixturevalue("sqlite_path"))
    with django_db_blocker.unblock():
        url = make_postgres(request.getfixturevalue("postgres_url"))

    def query(sql: str) -> list[Any]:
        with psycopg.connect(url) as connection:
            return connection.execute(sql.encode()).fetchall()

    def change(sql: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute(sql.encode())

    return Database(open_store=lambda: PostgresStore(url, wait_seconds=0.3), query=query, change=change)


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    with closing(database.open_store()) as store:
        yield store


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")
