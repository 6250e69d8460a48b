"""bin/run becomes the desk; bin/test brings what tests need, then checks, then tests."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.repository import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the scripts of the house, where everything they call only says its name."""
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    for name in ("bin/install", "bin/check", "bin/debian", ".venv/bin/zhijian", ".venv/bin/pytest"):
        put(tmp_path / name, f'echo "{name} $*"')
    return tmp_path


def put(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def said(checkout: Path, *command: str, path: str | None = None) -> list[str]:
    env = {"PATH": path} if path else None
    ran = subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, check=False)
    return [line.strip() for line in ran.stdout.splitlines()]


def test_run_installs_then_opens_the_desk(checkout: Path) -> None:
    assert said(checkout, "bin/run") == ["bin/install", ".venv/bin/zhijian desk"]


def test_run_becomes_the_desk_so_that_signals_reach_it(checkout: Path) -> None:
    put(checkout / "bin/install", "true")
    put(checkout / ".venv/bin/zhijian", "echo $$")

    run = subprocess.Popen(["bin/run"], cwd=checkout, stdout=subprocess.PIPE, text=True)
    output, _ = run.communicate(timeout=10)

    assert output.split() == [str(run.pid)]


def test_run_opens_nothing_when_the_installation_failed(checkout: Path) -> None:
    put(checkout / "bin/install", "exit 1")

    assert said(checkout, "bin/run") == []


def test_test_checks_before_it_tests_and_hands_words_on(checkout: Path) -> None:
    lines = [
        line for line in said(checkout, "bin/test", "-k", "welcome") if not line.startswith("bin/debian")
    ]

    assert lines == ["bin/check", ".venv/bin/pytest --numprocesses=2 --dist=loadscope -k welcome"]


def test_test_brings_in_browser_and_compiler_in_one_go_when_missing(checkout: Path) -> None:
    tools = checkout / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "ls", "echo"):
        (tools / name).symlink_to(shutil.which(name) or "")

    asked = [line.split() for line in said(checkout, "bin/test", path=str(tools)) if "bin/debian" in line]

    assert (len(asked), {"chromium", "gcc", "libc6-dev"} - set(asked[0])) == (1, set())


def test_test_tests_nothing_when_a_check_fails(checkout: Path) -> None:
    put(checkout / "bin/check", "exit 1")

    assert [line for line in said(checkout, "bin/test") if "pytest" in line] == []
