"""The four servers: how each is seeded, started and asked what it stored."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.reply.measure.keywords import DEFAULT_REPLY
from bench.reply.measure.messages import Account
from bench.reply.measure.processes import SERVER_CORE, Group, running

REPOSITORY = Path(__file__).resolve().parents[3]
CONTENDERS = "bench.reply.contenders"
PROGRAMS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Setting:
    """What a server is given: one account, one table as CSV, and a folder to keep its things in."""

    account: Account
    table: Path
    folder: Path


class Server(ABC):
    """One of those compared: `prepare` once per table, `running` starts it on an empty store each time."""

    name: str
    title: str
    stores = True

    def prepare(self, setting: Setting) -> None:  # noqa: B027 -- most need nothing
        """Whatever must happen once before the first start with this table."""

    @abstractmethod
    def command(self, port: int) -> list[str]: ...

    @abstractmethod
    def environment(self, setting: Setting, store: Path) -> dict[str, str]: ...

    def fresh_store(self, setting: Setting) -> Path:
        store = setting.folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        store.mkdir(parents=True)
        return store

    @contextmanager
    def running(
        self, setting: Setting, *, core: int | None = SERVER_CORE, command: list[str] | None = None
    ) -> Iterator["Running"]:
        store, port = self.fresh_store(setting), free_port()
        arguments = command or self.command(port)
        log = setting.folder / f"{self.name}.log"
        environment = self.environment(setting, store)
        with running(
            [word.replace("{port}", str(port)) for word in arguments],
            environment=environment,
            log=log,
            core=core,
        ) as group:
            yield Running(group, port, store)

    def stored(self, setting: Setting, store: Path) -> set[int]:
        """The MsgIds of every message on file."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Running:
    group: Group
    port: int
    store: Path


class WechatpyBot(Server):
    """The wechatpy bot of `contenders/bot.py`; subclasses put it under a framework."""

    def __init__(self, *, matching: str = "loop") -> None:
        self.matching = matching
        if matching == "dict":
            self.name, self.title = f"{self.name}-dict", f"{self.title} (dict)"

    def environment(self, setting: Setting, store: Path) -> dict[str, str]:
        account = setting.account
        return _contender_environment() | {
            "BENCH_APPID": account.appid,
            "BENCH_TOKEN": account.token,
            "BENCH_AES_KEY": account.aes_key,
            "BENCH_TABLE": str(setting.table),
            "BENCH_STORE": str(store / "store.sqlite3"),
            "BENCH_DEFAULT_REPLY": DEFAULT_REPLY,
            "BENCH_MATCHING": self.matching,
        }

    def stored(self, setting: Setting, store: Path) -> set[int]:
        with closing(sqlite3.connect(store / "store.sqlite3")) as connection:
            return {int(row[0]) for row in connection.execute("SELECT msg_id FROM message")}


class Flask(WechatpyBot):
    name, title = "flask", "wechatpy + Flask"

    def __init__(self, *, matching: str = "loop", worker: str = "sync") -> None:
        super().__init__(matching=matching)
        self.worker = worker
        if worker != "sync":
            self.name, self.title = f"{self.name}-{worker}", f"{self.title} ({worker})"

    def command(self, port: int) -> list[str]:
        worker = ["--worker-class", "gthread", "--threads", "8"] if self.worker == "gthread" else []
        bind = ["--workers", "1", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
        return [str(PROGRAMS / "gunicorn"), f"{CONTENDERS}.flask_app:app", *worker, *bind]


class FastAPI(WechatpyBot):
    name, title = "fastapi", "wechatpy + FastAPI"

    def __init__(self, *, matching: str = "loop", threads: bool = False) -> None:
        super().__init__(matching=matching)
        self.threads = threads
        if threads:
            self.name, self.title = f"{self.name}-threads", f"{self.title} (threads)"

    def command(self, port: int) -> list[str]:
        return _uvicorn(f"{CONTENDERS}.fastapi_app:app", port)

    def environment(self, setting: Setting, store: Path) -> dict[str, str]:
        return super().environment(setting, store) | {"BENCH_THREADS": "1" if self.threads else "0"}


class Constant(Server):
    name, title, stores = "asgi", "bare ASGI constant", False

    def command(self, port: int) -> list[str]:
        return _uvicorn(f"{CONTENDERS}.constant_app:app", port)

    def environment(self, setting: Setting, store: Path) -> dict[str, str]:
        return _contender_environment()


class Zhijian(Server):
    """The product itself, seeded and started with its own commands."""

    name, title = "zhijian", "Zhijian"

    def prepare(self, setting: Setting) -> None:
        """A home with the account and its rules, copied for each start; notes how long the import took."""
        home, account = setting.folder / "home", setting.account
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        self._run(home, "migrate")
        self._run(
            home, "accounts", "add", "--slug", "bench", "--name", "测量",
            "--kind", "subscription", "--unverified", "--appid", account.appid,
            "--secret", account.secret, "--token", account.token,
            "--aes-key", account.aes_key, "--gh-id", account.gh_id, "--default-reply", DEFAULT_REPLY,
        )  # fmt: skip
        began = time.monotonic()
        self._run(home, "rules", "import", str(setting.table), "--account", "bench")
        (setting.folder / "import_seconds").write_text(f"{time.monotonic() - began:.3f}")

    def command(self, port: int) -> list[str]:
        serve = ["serve", "--only", "gateway", "--workers", "1", "--host", "127.0.0.1", "--port", str(port)]
        return [str(PROGRAMS / "zhijian"), *serve]

    def environment(self, setting: Setting, store: Path) -> dict[str, str]:
        return _bare_environment() | {"ZHIJIAN_HOME": str(store)}

    def fresh_store(self, setting: Setting) -> Path:
        store = setting.folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(setting.folder / "home", store)
        return store

    def stored(self, setting: Setting, store: Path) -> set[int]:
        lines = self._run(store, "intake", "export", "--account", "bench", "--format", "jsonl").splitlines()
        msg_ids = [int(json.loads(line)["msg_id"]) for line in lines]
        if len(set(msg_ids)) != len(msg_ids):
            raise AssertionError("a message is stored twice")
        return set(msg_ids)

    def _run(self, home: Path, *words: str) -> str:
        environment = _bare_environment() | {"ZHIJIAN_HOME": str(home)}
        done = subprocess.run(
            [str(PROGRAMS / "zhijian"), *words],
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"zhijian {words[0]} {words[1:2]}: {done.stderr or done.stdout}")
        return done.stdout


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


def _uvicorn(app: str, port: int) -> list[str]:
    bind = ["--host", "127.0.0.1", "--port", str(port)]
    quiet = ["--no-access-log", "--log-level", "warning"]
    return [str(PROGRAMS / "uvicorn"), app, "--loop", "uvloop", "--http", "httptools", *bind, *quiet]


def _contender_environment() -> dict[str, str]:
    return _bare_environment() | {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}


def _bare_environment() -> dict[str, str]:
    """Nothing of the caller's own settings may steer a server, above all no ZHIJIAN_ ones."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"PYTHONUTF8": "1"}
