"""The SQLite file: one connection, one writer, one process."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

# Numbered files; a state file has been through the first so many of them.
_STEPS = sorted(
    (one for one in files(__package__).joinpath("schema").iterdir() if one.name.endswith(".sql")),
    key=lambda one: one.name,
)
SCHEMA_VERSION = len(_STEPS)

Value: TypeAlias = str | int | float | bytes | None


class StateError(Exception):
    """The state file cannot be used; str() is one line for whoever runs the sandbox."""


class StateUnwritable(StateError):
    """This change could not be kept: the disk is full or the file read-only. Nothing of it was."""


class Store:
    """The sandbox's memory. What `transaction` wraps is kept whole or not at all."""

    def __init__(self, path: Path | str) -> None:
        """Open or create the file. `StateError` when that fails, or another sandbox has it open."""
        self.path = str(path)
        self._depth = 0
        self._after_commit: list[Callable[[], None]] = []
        try:
            if self.path != ":memory:":
                Path(self.path).parent.mkdir(parents=True, exist_ok=True)
            # The tests make the app in one thread and serve it in another; never both at once.
            self._db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=0.5)
            self._db.row_factory = sqlite3.Row
            self._open()
        except (sqlite3.Error, OSError) as problem:
            raise StateError(f"cannot use the state file {self.path}: {_why(problem)}") from problem

    def _open(self) -> None:
        # Nobody else may write: two sandboxes on one file would each believe their own counters.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("BEGIN IMMEDIATE")
        tables = self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        self._db.execute("COMMIT")
        bring_up_to_date(self._db, self.path, is_new=not tables)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside are kept together; an inner one joins the outer."""
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        self._run("BEGIN IMMEDIATE", ())
        self._depth = 1
        try:
            yield
            self._run("COMMIT", ())
        except BaseException:
            self._depth = 0
            self._after_commit.clear()
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._depth = 0
        told, self._after_commit = self._after_commit, []
        for tell in told:
            tell()

    def after_commit(self, tell: Callable[[], None]) -> None:
        """Call it when what is being changed is kept, or at once; never when it was given up."""
        if self._depth:
            self._after_commit.append(tell)
        else:
            tell()

    def run(self, sql: str, *values: Value) -> sqlite3.Cursor:
        """One statement. `lastrowid` and `rowcount` are on what comes back."""
        return self._run(sql, values)

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """A new row, by column; its number. Table and columns are names from this program."""
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        return self._run(sql, tuple(values.values())).lastrowid or 0

    def run_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        with self.transaction():
            try:
                self._db.executemany(sql, rows)
            except sqlite3.OperationalError as problem:
                raise StateUnwritable(f"cannot write {self.path}: {_why(problem)}") from problem

    def one(self, sql: str, *values: Value) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._run(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        return self._run(sql, values).fetchall()

    def number(self, sql: str, *values: Value) -> int:
        """The first column of the first row as an integer, 0 when there is none."""
        row = self.one(sql, *values)
        return int(row[0] or 0) if row is not None else 0

    def meta(self, name: str) -> str:
        row = self.one("SELECT value FROM meta WHERE name = ?", name)
        return str(row[0]) if row is not None else ""

    def set_meta(self, name: str, value: str) -> None:
        self.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )

    def next_number(self, name: str, *, step: int = 1) -> int:
        """1, 2, 3 … for each name; never the same twice, also after a restart. A larger step takes
        as many at once, and this is the last of them."""
        row = self.one(
            """INSERT INTO meta VALUES (?, CAST(? AS TEXT))
               ON CONFLICT (name) DO UPDATE SET value = CAST(value + excluded.value AS TEXT)
               RETURNING value""",
            f"number:{name}",
            step,
        )
        return int(row[0]) if row is not None else 0

    def _run(self, sql: str, values: Sequence[Value]) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.OperationalError as problem:
            raise StateUnwritable(f"cannot write {self.path}: {_why(problem)}") from problem


def bring_up_to_date(db: sqlite3.Connection, path: str, *, is_new: bool) -> None:
    """Run the steps this file has not been through. `StateError` for one of a newer sandbox, or of none."""
    done = 0 if is_new else _version(db)
    if not is_new and not 1 <= done <= SCHEMA_VERSION:
        newer = "of a newer version of the sandbox" if done > SCHEMA_VERSION else "of another version"
        raise StateError(f"the state file {path} is {newer}; move it away to start afresh")
    for number, step in enumerate(_STEPS[done:], start=done + 1):
        db.executescript(
            f"BEGIN; {step.read_text(encoding='utf-8')} "
            f"INSERT INTO meta VALUES ('schema', '{number}') "
            f"ON CONFLICT (name) DO UPDATE SET value = excluded.value; COMMIT;"
        )


def _version(db: sqlite3.Connection) -> int:
    try:
        row = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    except sqlite3.OperationalError:
        return 0
    return int(row[0]) if row is not None and str(row[0]).isdigit() else 0


def _why(problem: Exception) -> str:
    text = str(problem)
    if "locked" in text:
        return "another sandbox has it open"
    if "full" in text:
        return "the disk is full"
    return text
