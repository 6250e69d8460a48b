"""What stops a command: one clear line for the operator, and an exit code that is not 0."""

import errno
import sqlite3
import sys
from typing import NoReturn

EXIT_TROUBLE = 1
# sysexits.h: wrong set-up. A watcher does not start such a process again.
EXIT_SETUP = 78


class Trouble(Exception):
    """The command cannot go on; its text is the whole explanation, with the next step."""

    def __init__(self, line: str, *, code: int = EXIT_TROUBLE) -> None:
        super().__init__(line)
        self.code = code


def give_up(line: str, *, code: int = EXIT_TROUBLE) -> NoReturn:
    print(f"zhijian: {line}", file=sys.stderr, flush=True)
    raise SystemExit(code)


def line_for(error: BaseException) -> str | None:
    """The line for troubles that can come from anywhere (full disk, lost database); None for the rest."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room and start again, nothing that was answered is lost"
    if isinstance(error, PermissionError):
        return (
            f"no right to write {error.filename}; run as its owner, or set ZHIJIAN_HOME to a folder of yours"
        )
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.Error):
            return _line_for_sqlite(cause)
        if type(cause).__module__.startswith("psycopg") and type(cause).__name__ == "OperationalError":
            return "PostgreSQL does not answer; check ZHIJIAN_DATABASE_URL and whether the server runs"
        cause = cause.__cause__
    return None


def _line_for_sqlite(error: sqlite3.Error) -> str | None:
    words = str(error)
    if "disk is full" in words:
        return "the disk is full; make room and start again, nothing that was answered is lost"
    if "no such table" in words or "no such column" in words:
        return "the database is not at this version's level; run `zhijian migrate`"
    if "not a database" in words or "malformed" in words:
        return "the database file is damaged; put a backup in its place (ZHIJIAN_HOME/zhijian.sqlite3)"
    if "readonly" in words or "unable to open" in words:
        return "the database file cannot be written; check the owner of ZHIJIAN_HOME"
    if "locked" in words:
        return "the database is locked by another program; close it and try again"
    return None
