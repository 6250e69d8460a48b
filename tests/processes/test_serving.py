"""`zhijian serve` as an operator meets it: starts, answers, stops, and says in one line why it cannot."""

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.processes.running import answers, free_port, members, run, running, until

pytestmark = pytest.mark.timeout(90)


@pytest.fixture(scope="module")
def migrated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert run(home, "migrate").returncode == 0
    return home


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo")
    assert run(home, "demo").returncode == 0
    return home


def ignore_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize("part", ["gateway", "web", "worker"])
def test_each_part_alone_answers_its_health(migrated_home: Path, part: str) -> None:
    port = free_port()

    with running(migrated_home, "serve", "--only", part, "--port", str(port)):
        assert until(lambda: answers(f"http://127.0.0.1:{port}/healthz"))


def test_all_parts_share_one_port(migrated_home: Path) -> None:
    port = free_port()

    with running(migrated_home, "serve", "--port", str(port), "--workers", "2"):
        site = f"http://127.0.0.1:{port}"
        paths = ("/healthz", "/readyz", "/m/", "/metrics")
        up = until(lambda: all(answers(site + path) for path in paths))
        page = httpx.get(f"{site}/console/", follow_redirects=False, trust_env=False)
        forged = httpx.get(f"{site}/wechat/nobody", trust_env=False)

    assert (up, page.status_code, page.headers["location"].split("?")[0]) == (
        True,
        302,
        "/console/sign-in/",
    )
    assert (forged.status_code, forged.content) == (403, b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("before", [None, ignore_ctrl_c])
def test_stops_cleanly_with_all_its_children(
    migrated_home: Path, number: signal.Signals, before: Callable[[], None] | None
) -> None:
    port = free_port()

    with running(migrated_home, "serve", "--port", str(port), before=before) as process:
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        os.kill(process.pid, number)
        code = process.wait(timeout=5)

        assert (code, members(process.pid)) == (0, [])


def test_ctrl_c_in_a_terminal_reaches_everyone_and_stops_once(migrated_home: Path) -> None:
    port = free_port()

    with running(migrated_home, "serve", "--port", str(port)) as process:
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(timeout=5)
        said = process.stdout.read() if process.stdout else ""

    assert (code, "Traceback" in said, "process ended" in said) == (0, False, False)


def test_children_do_not_outlive_a_killed_parent(migrated_home: Path) -> None:
    port = free_port()

    with running(migrated_home, "serve", "--port", str(port)) as process:
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        process.kill()
        process.wait()

        assert until(lambda: members(process.pid) == [], seconds=5)


def test_killed_gateway_is_replaced_and_callers_wait(migrated_home: Path) -> None:
    port = free_port()

    with running(migrated_home, "serve", "--port", str(port)) as process:
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        (gateway,) = [
            pid
            for pid in members(process.pid)
            if b"one\0gateway" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        os.kill(gateway, signal.SIGKILL)
        after = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=10, trust_env=False)

    assert after.status_code == 200


def test_taken_port_is_said_in_one_line(migrated_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(migrated_home, "serve", "--port", str(port))

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"port {port} is taken" in done.stderr


def test_database_of_another_level_is_named_with_the_remedy(tmp_path: Path) -> None:
    done = run(tmp_path / "new", "serve", "--port", str(free_port()))

    assert (done.returncode, done.stderr.count("\n")) == (78, 1)
    assert "zhijian migrate" in done.stderr


@pytest.mark.parametrize("part", [[], ["--only", "gateway"], ["--only", "web"], ["--only", "worker"]])
def test_demo_is_not_served_beyond_this_machine(demo_home: Path, part: list[str]) -> None:
    done = run(demo_home, "serve", "--host", "0.0.0.0", "--port", str(free_port()), *part)

    assert (done.returncode, done.stderr.count("\n")) == (78, 1)
    assert "loopback only" in done.stderr


def test_keys_are_for_their_owner_only(migrated_home: Path) -> None:
    assert (migrated_home / "keys").stat().st_mode & 0o777 == 0o700


def test_home_holds_what_the_reference_says(migrated_home: Path) -> None:
    names = {entry.name for entry in migrated_home.iterdir() if not entry.name.endswith(("-wal", "-shm"))}

    assert names == {"zhijian.sqlite3", "intake.sqlite3", "spool", "media", "keys", "sandbox", "run"}
