"""What the numbers stand on: the generator counts rightly, times honestly and stays at home."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from bench.reply.measure import load
from bench.reply.measure.binaries import Binaries
from bench.reply.measure.load import Plan


def test_every_request_is_sent_once_and_counted(
    binaries: Binaries, requests: Path, constant_port: int
) -> None:
    plan = Plan(port=constant_port, requests=requests, seconds=5, warm_seconds=0, connections=4, sample=50)

    seen = load.run(binaries.load, plan, core=None)

    assert (seen.sent, seen.answered, seen.lengths, seen.ran_dry, seen.is_clean) == (
        200,
        200,
        {"700": 200},
        True,
        True,
    )
    assert [(status, len(body)) for _, status, body in seen.sampled] == [(200, 700)] * 4


def test_time_runs_from_when_a_message_was_due(
    binaries: Binaries, requests: Path, stalling_port: Callable[[float], int]
) -> None:
    port = stalling_port(0.4)
    plan = Plan(port=port, requests=requests, seconds=1, warm_seconds=0, connections=1, rate=100)

    seen = load.run(binaries.load, plan, core=None)

    # Forty messages fall due in the pause; timed from when they were sent, all but one would look quick.
    assert seen.answered == 100
    assert seen.latency.p90_ms > 300
    assert seen.latency.max_ms >= 400


def test_only_loopback_is_spoken_to(binaries: Binaries, requests: Path) -> None:
    outside = ["--host", "192.0.2.1", "--port", "80", "--requests", str(requests)]

    refused = subprocess.run([str(binaries.load), *outside], capture_output=True, text=True, check=False)

    assert (refused.returncode, refused.stderr) == (
        2,
        "load: refused: this generator speaks to loopback (127.0.0.0/8) only\n",
    )


def test_a_run_without_bounds_is_refused(binaries: Binaries, requests: Path) -> None:
    endless = ["--seconds", "100000", "--port", "80", "--requests", str(requests)]

    refused = subprocess.run([str(binaries.load), *endless], capture_output=True, text=True, check=False)

    assert (refused.returncode, refused.stderr) == (
        2,
        "load: --warm and --seconds must be bounded by 120\n",
    )
