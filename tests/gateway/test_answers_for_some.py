"""Rules for a unit, an office, an age or a label, over real HTTP, while staff changes who is what."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from tests.processes.running import answers, environment, free_port, run, running, until
from zhijian.gateway.tests.driving import Clock, Platform, Reply, text

pytestmark = pytest.mark.timeout(120)

WORDS = ("河东的", "沿河的", "书记的", "老人的", "流动的")
SECONDS_UNTIL_LIVE = 2.0


@dataclass
class Town:
    """A follower who writes, and somebody on the staff."""

    port: int
    staff: "subprocess.Popen[str]"
    platform: Platform = field(default_factory=lambda: Platform(clock=Clock(time.time())))
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def does(self, act: str) -> None:
        assert self.staff.stdin
        assert self.staff.stdout
        self.staff.stdin.write(f"{act}\n")
        self.staff.stdin.flush()
        assert self.staff.stdout.readline() == "done\n", act

    def hears(self, word: str, *, openid: str = "oMei") -> str:
        said = text(word, number=next(self.numbers), openid=openid)
        callback = self.platform.encrypted(said)
        address = f"http://127.0.0.1:{self.port}{callback.path}?{urlencode(callback.query)}"
        reply = httpx.post(address, content=callback.body, trust_env=False, timeout=10)
        opened = self.platform.open(Reply(reply.status_code, dict(reply.headers), reply.content))
        return opened.partition("<Content><![CDATA[")[2].partition("]]>")[0] or opened

    def is_answered(self, *, openid: str = "oMei") -> list[str]:
        """Which of the words he gets an answer to that is not everybody's."""
        return [word for word in WORDS if self.hears(word, openid=openid) == f"是{word}"]

    def after(self, act: str, *, expected: list[str]) -> float:
        """Seconds until he is answered as he should be from then on."""
        self.does(act)
        began = time.monotonic()
        while self.is_answered() != expected:
            if time.monotonic() - began > 15:
                raise AssertionError((act, self.is_answered()))
        return time.monotonic() - began


@contextmanager
def town(home: Path, **more: str) -> Iterator[Town]:
    assert run(home, "migrate", **more).returncode == 0
    port = free_port()
    staff = subprocess.Popen(
        [sys.executable, "-m", "tests.gateway.town"],
        env={**environment(home, **more), "PYTHONPATH": f"{Path.cwd()}:{Path.cwd() / 'src'}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    there = Town(port, staff)
    try:
        there.does("settle")
        with running(home, "serve", "--only", "gateway", "--port", str(port), more=more):
            assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), seconds=40)
            yield there
    finally:
        staff.kill()
        staff.wait()


def each_change_is_live(there: Town) -> list[float]:
    assert there.is_answered() == []
    return [
        there.after("bind", expected=["河东的"]),
        there.after("appoint", expected=["河东的", "书记的"]),
        there.after("grow_old", expected=["河东的", "书记的", "老人的"]),
        there.after("label", expected=["河东的", "书记的", "老人的", "流动的"]),
        there.after("move_branch", expected=["河东的", "沿河的", "书记的", "老人的", "流动的"]),
        there.after("unbind", expected=[]),
    ]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def more(request: pytest.FixtureRequest) -> dict[str, str]:
    """In SQLite, intake has a file of its own: facts come from the other one."""
    if request.param == "sqlite":
        return {}
    return {"ZHIJIAN_DATABASE_URL": request.getfixturevalue("postgres_url")}


def test_who_he_is_decides_what_he_is_answered(tmp_path: Path, more: dict[str, str]) -> None:
    with town(tmp_path, **more) as there:
        seconds = each_change_is_live(there)
        others = (there.is_answered(openid="oBo"), there.hears("谁"), there.hears("谁", openid="oBo"))

    # Asking for all five words once takes a while of its own on a busy machine.
    assert max(seconds) < SECONDS_UNTIL_LIVE + 1
    assert others == ([], "所有人", "所有人")
