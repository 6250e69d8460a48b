"""The sandbox as a program."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest


def arguments(state: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "zhijian_sandbox",
        "--port",
        "0",
        "--state",
        str(state / "s.sqlite3"),
        *more,
    ]


@contextmanager
def running(state: Path, *, ignore_sigint: bool = False) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program and the address it printed."""
    command = arguments(state)
    if ignore_sigint:
        ignoring = (
            "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); "
            "os.execv(sys.argv[1], sys.argv[1:])"
        )
        command = [sys.executable, "-c", ignoring, *command]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield process, line.partition(" at ")[2].partition("/ ")[0].replace("localhost", "127.0.0.1")
    finally:
        process.kill()
        process.communicate()


def wait_until_healthy(url: str) -> None:
    for _ in range(200):
        try:
            httpx.get(f"{url}/healthz", trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the sandbox never answered")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_at_once_although_a_page_is_listening(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path) as (process, url):
        wait_until_healthy(url)
        with httpx.stream("GET", f"{url}/_sandbox/stream", trust_env=False, timeout=10) as stream:
            next(stream.iter_lines())
            began = time.monotonic()
            process.send_signal(number)
            _, complaints = process.communicate(timeout=5)

    # A stream that had to be cut off would be complained of.
    assert (process.returncode, complaints, time.monotonic() - began < 2) == (0, "", True)


def test_sigint_stops_it_even_when_it_was_ignored_at_the_start(tmp_path: Path) -> None:
    with running(tmp_path, ignore_sigint=True) as (process, url):
        wait_until_healthy(url)
        process.send_signal(signal.SIGINT)

        assert process.wait(5) == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.com", "localhost.example.com", ""])
def test_refuses_to_listen_beyond_this_machine(tmp_path: Path, host: str) -> None:
    done = subprocess.run(
        arguments(tmp_path, "--host", host), capture_output=True, text=True, timeout=20, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        f"the sandbox listens on this machine only; --host {host} is not a loopback address\n",
    )


def test_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            arguments(tmp_path, "--port", str(port)), capture_output=True, text=True, timeout=20, check=False
        )

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"port {port} is taken by another program; choose another with --port (SANDBOX_PORT)\n",
    )


def test_unusable_state_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite3").write_text("Dear Mei, this is no database at all, whatever its name may say.")

    done = subprocess.run(arguments(tmp_path), capture_output=True, text=True, timeout=20, check=False)

    assert (
        done.returncode,
        done.stderr.count("\n"),
        done.stderr.startswith("cannot use the state file"),
    ) == (1, 1, True)


def test_localhost_is_both_of_its_addresses(tmp_path: Path) -> None:
    process = subprocess.Popen(arguments(tmp_path, "--host", "localhost"), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().partition(" at ")[2].partition("/ ")[0]
        wait_until_healthy(url.replace("localhost", "127.0.0.1"))
        if socket.has_ipv6:
            wait_until_healthy(url.replace("localhost", "[::1]"))
    finally:
        process.terminate()
        process.communicate()
