"""Databases with intake's table and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from zhijian.foundation.intake.models import ArrivalRow


def make_sqlite(path: Path) -> Path:
    """A database file with intake's table, as the migration makes it."""
    with _raw({"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}) as connection:
        connection.cursor().execute("PRAGMA journal_mode=WAL")
        _make_table(connection)
    return path


def make_postgres(url: str) -> str:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts["user"],
        "HOST": parts["host"],
    }
    with _raw(settings) as connection:
        _make_table(connection)
    return url


def _make_table(connection: BaseDatabaseWrapper) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(ArrivalRow)


@contextmanager
def _raw(settings: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    handler = ConnectionHandler(
        {"default": {**connections["default"].settings_dict, **settings, "OPTIONS": {}}}
    )
    try:
        yield handler["default"]
    finally:
        handler.close_all()
