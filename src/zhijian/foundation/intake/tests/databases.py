"""Looking into a database past the store."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhijian.foundation.intake.store import OpenStore
from zhijian.foundation.intake.store_sqlite import SqliteStore


@dataclass(frozen=True)
class Database:
    """One of the two databases: how to open a store on it, and how to look inside past the store."""

    open_store: OpenStore
    query: Callable[[str], list[Any]]
    change: Callable[[str], None]

    def answers(self) -> list[str]:
        return [answer for (answer,) in self.query("SELECT answer FROM intake_arrival ORDER BY id")]


def sqlite_database(path: Path, *, wait_seconds: float = 0.2) -> Database:
    def query(sql: str) -> list[Any]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(sql).fetchall()

    def change(sql: str) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(sql)

    return Database(
        open_store=lambda: SqliteStore(path, wait_seconds=wait_seconds), query=query, change=change
    )
