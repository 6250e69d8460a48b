"""`zhijian rules import` shows how far it is to whoever watches, and to nobody else."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.command.conftest import Zhijian, adding
from tests.processes.running import COMMAND, environment

LINES = 6000


@pytest.fixture
def table(zhijian: Zhijian, tmp_path: Path) -> Path:
    assert zhijian(*adding()).returncode == 0
    file = tmp_path / "rules.csv"
    file.write_text("keyword,match,reply\n" + "".join(f"词{n},exact,好\n" for n in range(LINES)), "utf-8")
    return file


def test_a_terminal_sees_how_far_it_is(home: Path, table: Path) -> None:
    watcher, terminal = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "rules", "import", str(table), "--account", "bench"],
        env=environment(home, TERM="xterm", COLUMNS="100"),
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
    ) as process:
        os.close(terminal)
        seen = _until_closed(watcher)
        assert process.stdout
        said = process.stdout.read()

    assert (f"{LINES}/{LINES}" in seen, said.count("\n"), f"added {LINES}" in said) == (True, 1, True)


def test_a_pipe_sees_the_result_alone(zhijian: Zhijian, table: Path) -> None:
    done = zhijian("rules", "import", str(table), "--account", "bench", FORCE_COLOR="1")

    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


def _until_closed(watcher: int) -> str:
    seen = b""
    while True:
        try:
            piece = os.read(watcher, 4096)
        except OSError:  # how a terminal says that nobody holds its other end
            break
        if not piece:
            break
        seen += piece
    os.close(watcher)
    return seen.decode()
