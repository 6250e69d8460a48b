"""The product as an operator has it: a folder, an account, processes that can be killed and started again."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from urllib.request import urlopen

from tests.fuzz.sealing import Seal

ROOT: Final = Path(__file__).resolve().parents[2]
START_SECONDS: Final = 60.0
SLUG: Final = "qinghe"
GH_ID: Final = "gh_qinghefaults1"
SECRET: Final = "c0ffee00c0ffee00c0ffee00c0ffee00"
SEAL: Final = Seal(
    token="TokenOfTheFaults", aes_key="KeyOfTheFaultsKeyOfTheFaultsKeyOfTheFaultsE", appid="wxfaults00000001"
)
QUESTION: Final = "两学一做"


@dataclass(slots=True)
class Installation:
    """A home with one account. Everything said on standard error lies in `log`."""

    home: Path
    database_url: str = ""
    port: int = 0
    web_port: int = 0
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        return self.home.with_suffix(".log")

    def set_up(self) -> Self:
        self.port = free_port()
        self.run("migrate")
        self.run(
            *("accounts", "add", "--slug", SLUG, "--name", "青禾镇党建", "--kind", "service", "--verified"),
            *("--appid", SEAL.appid, "--secret", SECRET, "--token", SEAL.token, "--aes-key", SEAL.aes_key),
            *("--gh-id", GH_ID, "--default-reply", "默认回复", "--api-base", "http://127.0.0.1:9"),
        )
        return self.change_the_answer(1)

    def set_up_sample(self, api: str) -> Self:
        """The demo's account instead, whose answer to the question is a pack: one part, and then letters."""
        self.port = free_port()
        self.run("demo")
        self.run(
            *("accounts", "set", SLUG, "--appid", SEAL.appid, "--secret", SECRET, "--token", SEAL.token),
            *("--aes-key", SEAL.aes_key, "--gh-id", GH_ID, "--api-base", api),
        )
        return self

    def change_the_answer(self, version: int) -> Self:
        """From now on the question has another answer; a message that comes again must get its own."""
        rules = self.home.with_suffix(".csv")
        rules.write_text(f"keyword,match,reply\n{QUESTION},exact,学习材料第{version}版\n")
        self.run("rules", "import", str(rules), "--account", SLUG, "--replace")
        return self

    def run(self, *words: str) -> str:
        """A verb, to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "zhijian", *words],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"zhijian {words[0]} failed: {done.stderr[-500:]}")
        return done.stdout

    def start(self, part: str = "gateway") -> Self:
        """Returns when it is ready."""
        port = self.port if part == "gateway" else free_port()
        if part == "web":
            self.web_port = port
        with self.log.open("ab") as log:
            self.processes[part] = subprocess.Popen(
                [sys.executable, "-m", "zhijian", "serve", "--only", part, "--port", str(port)],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        path = "readyz" if part == "gateway" else "healthz"
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.processes[part].poll() is None:
            try:
                with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5):
                    return self
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(f"the {part} did not come up")

    def kill(self, part: str = "gateway") -> None:
        """As sudden as a power cut, for this process."""
        process = self.processes.pop(part)
        process.send_signal(signal.SIGKILL)
        process.wait(20)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(20)
        self.processes.clear()

    def limit_files(self, size_bytes: int = resource.RLIM_INFINITY, *, part: str = "gateway") -> None:
        """No file of the process may grow beyond this: a disk that is full, without filling one."""
        resource.prlimit(
            self.processes[part].pid, resource.RLIMIT_FSIZE, (size_bytes, resource.RLIM_INFINITY)
        )

    @property
    def spool(self) -> Path:
        return self.home / "spool"

    def spooled(self) -> int:
        return len(list(self.spool.glob("*.json"))) if self.spool.is_dir() else 0

    def stored(self) -> Counter[int]:
        """Message -> how many rows it has, by the export that operators use."""
        lines = self.run("intake", "export", "--account", SLUG, "--format", "jsonl").splitlines()
        rows = [json.loads(line) for line in lines]
        return Counter(int(row["msg_id"] or row["event_key"]) for row in rows)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME", "TMPDIR") if name in os.environ}
        database = {"ZHIJIAN_DATABASE_URL": self.database_url} if self.database_url else {}
        return {**kept, **database, "ZHIJIAN_HOME": str(self.home), "PYTHONPATH": str(ROOT / "src")}


@contextmanager
def installed(folder: Path, *, database_url: str = "", sample_api: str = "") -> Iterator[Installation]:
    """One that is set up; nothing of it runs any more in the end."""
    installation = Installation(folder / "home", database_url)
    installation.home.mkdir(parents=True)
    try:
        yield installation.set_up_sample(sample_api) if sample_api else installation.set_up()
    finally:
        for part in list(installation.processes):
            installation.kill(part)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
