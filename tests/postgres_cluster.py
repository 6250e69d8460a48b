"""A PostgreSQL of our own for the length of a test run: in a temporary folder, on a socket, then gone."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

import psycopg

USER: Final = "zhijian"
_NUMBERS: Final = count(1)


class PostgresMissing(Exception):
    """The server's programs are not on this machine. A test that needs them fails, it is not skipped."""

    def __init__(self) -> None:
        super().__init__("no PostgreSQL server programs; type: apt-get install postgresql")


class Cluster:
    """`with Cluster() as cluster:` a running server. Nothing in it survives; it does not even sync."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="zj-pg-"))
        self._data = self._folder / "data"
        # PostgreSQL will not run as root; its own user, or nobody, does.
        self._user = _unprivileged() if os.getuid() == 0 else None

    def __enter__(self) -> Self:
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        self._run(
            "initdb", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
        )
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        settings = ("listen_addresses=", f"unix_socket_directories={self._folder}", "fsync=off")
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run(
            "pg_ctl", "start", "--wait", "--silent", f"--options={options}", f"--log={self._folder}/log"
        )

    def stop(self) -> None:
        """At once, the way a machine goes down that somebody trips over."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate", check=False)

    def freeze(self) -> None:
        """The server holds every line and says nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"zj_{os.getpid()}_{next(_NUMBERS)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@{quote(str(self._folder), safe='')}/{database}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        subprocess.run(
            [_programs() / program, f"--pgdata={self._data}", *arguments],
            user=self._user,
            group=None if self._user is None else _group_of(self._user),
            extra_groups=None if self._user is None else (),
            cwd="/",
            stdout=subprocess.DEVNULL,
            check=check,
        )

    def _signal(self, number: signal.Signals) -> None:
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in (postmaster, *map(int, children)):
            os.kill(process, number)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise PostgresMissing
    return found[-1].parent


def _unprivileged() -> str:
    users = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def _group_of(user: str) -> int:
    return pwd.getpwnam(user).pw_gid
