"""A desk of its own for the photographer: a fresh folder, free ports, gone afterwards."""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class Desk:
    home: Path
    port: int
    sandbox_port: int

    @property
    def product(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def sandbox(self) -> str:
        return f"http://localhost:{self.sandbox_port}"

    @property
    def env(self) -> dict[str, str]:
        """What a command needs to work on this desk, as a person in another terminal would."""
        ports = {"PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port)}
        return {**os.environ, "ZHIJIAN_HOME": str(self.home), **ports}

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.env, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout

    def ask(self, method: str, where: str, /, **body: Any) -> Any:
        """One call of the sandbox's control API."""
        answer = httpx.request(
            method, f"{self.sandbox}/_sandbox/{where}", json=body, timeout=60, trust_env=False
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def call(self, appid: str, path: str, body: Mapping[str, Any] | None = None, **files: Any) -> Any:
        """One call of the platform's API, as a program that holds the account's secret."""
        app = self.ask("GET", f"apps/{appid}")
        who = {"grant_type": "client_credential", "appid": appid, "secret": app["secret"]}
        with httpx.Client(base_url=self.sandbox, timeout=30, trust_env=False) as http:
            token = http.post("/cgi-bin/stable_token", json=who).json()["access_token"]
            query = {"access_token": token, "type": "image"}
            if files:
                return http.post(f"/cgi-bin/{path}", params=query, files=files).json()
            return http.post(f"/cgi-bin/{path}", params=query, json=body or {}).json()


@contextmanager
def desk() -> Iterator[Desk]:
    """A running `zhijian desk` that has said where it is."""
    with tempfile.TemporaryDirectory(prefix="zhijian-shots-") as home:
        place = Desk(Path(home), free_port(rather=8000), free_port(rather=8001))
        with _running(place, "desk", until="Ctrl-C"):
            yield place


@contextmanager
def empty_house() -> Iterator[tuple[str, str]]:
    """A fresh installation nobody has signed in to: its address, and the set-up code it printed."""
    with tempfile.TemporaryDirectory(prefix="zhijian-shots-") as home:
        place = Desk(Path(home), free_port(rather=8002), free_port(rather=8003))
        place.run("zhijian", "migrate")
        with _running(place, "serve", "--port", str(place.port), until=r"^\s+\d{4} \d{4}$") as said:
            yield place.product, said


@contextmanager
def _running(place: Desk, *words: str, until: str) -> Iterator[str]:
    running = subprocess.Popen(
        [sys.executable, "-m", "zhijian", *words],
        env=place.env,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield _said(running, until)
    finally:
        running.terminate()
        running.wait(15)


def _said(running: subprocess.Popen[str], until: str) -> str:
    assert running.stdout is not None
    said = ""
    for line in running.stdout:
        said += line
        if re.search(until, line):
            return said
    raise SystemExit("it did not open; the lines above say why")


def free_port(*, rather: int) -> int:
    """The usual port, which looks best in a picture; another where that is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", rather))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
