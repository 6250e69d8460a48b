"""A migrated house a test, copied from one that is made once."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.processes.running import run

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
BENCH = {
    "--slug": "bench",
    "--name": "试验台",
    "--kind": "service",
    "--appid": "wxbench0000000001",
    "--secret": "not-a-real-secret-0001",
    "--token": "TokenOfTests01",
    "--aes-key": AES_KEY,
    "--gh-id": "gh_bench",
}

Zhijian = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("command") / "home"
    assert run(home, "migrate").returncode == 0
    return home


@pytest.fixture
def home(_made_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(_made_once, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def zhijian(home: Path) -> Zhijian:
    """Run a verb in that house."""

    def call(*words: str, stdin: str = "", **more: str) -> CompletedProcess[str]:
        return run(home, *words, stdin=stdin, **more)

    return call


def adding(**changes: str) -> list[str]:
    """The words of `accounts add`, with some options other than usual."""
    options = {**BENCH, **{f"--{name.replace('_', '-')}": value for name, value in changes.items()}}
    return ["accounts", "add", "--verified", *(word for pair in options.items() for word in pair)]
