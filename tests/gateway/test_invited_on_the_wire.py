"""A code scanned, over real HTTP: the branch is named at once, and who came is counted once."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from tests.processes.running import answers, environment, free_port, run, running, until
from zhijian.gateway.tests.driving import Clock, Platform, Reply, event, text

pytestmark = pytest.mark.timeout(150)

SCENE_AFTER = "scene    "
WORD_AFTER = "word     "


class Door:
    """A running house, and WeChat before it."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.platform = Platform(clock=Clock(time.time()))

    def hears(self, body: str, *, times: int = 1) -> list[str]:
        """The same callback, as often as WeChat sends it; what is answered each time."""
        said = []
        for _ in range(times):
            callback = self.platform.encrypted(body)
            address = f"http://127.0.0.1:{self.port}{callback.path}?{urlencode(callback.query)}"
            reply = httpx.post(address, content=callback.body, trust_env=False, timeout=10)
            opened = self.platform.open(Reply(reply.status_code, dict(reply.headers), reply.content))
            said.append(opened.partition("<Content><![CDATA[")[2].partition("]]>")[0] or opened)
        return said

    def counted(self) -> tuple[int, int]:
        """Scans and joins of the branch's code."""
        line = run(self.home, "reach", "codes", "QH-03").stdout.strip().splitlines()[-1].split()
        return int(line[-2]), int(line[-1])


@pytest.fixture
def door(tmp_path: Path) -> Iterator[tuple[Door, str, str]]:
    """With the scene and the word of 河东村党支部."""
    assert run(tmp_path, "migrate").returncode == 0
    settled = subprocess.run(
        [sys.executable, "-m", "tests.gateway.town"],
        env={**environment(tmp_path), "PYTHONPATH": f"{Path.cwd()}:{Path.cwd() / 'src'}"},
        input="settle\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert settled.stdout == "done\n", settled.stderr
    made = run(tmp_path, "reach", "invite", "QH-03").stdout
    scene, word = (made.partition(mark)[2].partition("\n")[0] for mark in (SCENE_AFTER, WORD_AFTER))
    port = free_port()
    with running(tmp_path, "serve", "--port", str(port)):
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), seconds=60)
        yield Door(tmp_path, port), scene, word


def test_branch_is_named_at_once_and_who_came_is_counted_once(door: tuple[Door, str, str]) -> None:
    house, scene, word = door
    follows = event("subscribe", key=f"qrscene_{scene}", openid="oNewOne")

    welcomed = house.hears(follows, times=3)
    said = house.hears(text(word, openid="oMei"))

    assert {one.partition("\n")[0] for one in welcomed} == {"欢迎您，这里是河东村党支部。"}
    assert said[0].startswith("对上了，这里是河东村党支部。")
    assert until(lambda: house.counted() == (2, 2), seconds=30), house.counted()
