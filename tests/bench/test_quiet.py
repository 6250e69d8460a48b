"""Other programs on the cores do not go unnoticed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.reply.measure import quiet
from bench.reply.measure.load import Latency, Seen
from bench.reply.measure.processes import SERVER_CORE, running

SEEN = Seen(
    rate=0,
    in_window=0,
    sent=0,
    answered=0,
    failed=0,
    unanswered=0,
    ran_dry=False,
    classes={},
    lengths={},
    latency=Latency(0, 0, 0, 0, 0),
    generator_cpu_share=0,
    sampled=(),
)
SPIN = [sys.executable, "-c", "while True: pass"]
REST = [sys.executable, "-c", "import time; time.sleep(60)"]

pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="the bench needs two cores")


def test_a_neighbour_on_the_servers_core_is_noticed(tmp_path: Path) -> None:
    with running(REST, environment=os.environ, log=tmp_path / "log") as server:
        watch = quiet.Watch(server)
        with subprocess.Popen(["taskset", "-c", str(SERVER_CORE), *SPIN]) as neighbour:
            time.sleep(0.5)
            use = watch.read(SEEN)
            neighbour.kill()

    assert use.is_disturbed


def test_the_server_and_the_generator_are_no_neighbours() -> None:
    use = quiet.Use.of(5, server=4.9, server_core=5, generator=3, generator_core=3.1)

    assert (round(use.server, 3), round(use.others, 3), use.is_disturbed) == (0.98, 0.02, False)


def test_a_neighbour_of_the_generator_counts_as_well() -> None:
    use = quiet.Use.of(5, server=4, server_core=4, generator=1, generator_core=3)

    assert (use.others, use.is_disturbed) == (0.4, True)
