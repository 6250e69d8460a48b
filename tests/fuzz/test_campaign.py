"""The share of the ten million that every run of the tests takes, and that a stopped campaign goes on."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fuzz.campaign import ROOT, Campaign

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
SEED = 7


def test_a_hundred_thousand_inputs_are_answered_as_the_documentation_says(tmp_path: Path) -> None:
    campaign = Campaign(seed=SEED, inputs=100_000, file=tmp_path / "fuzz.jsonl", leg=100_000)

    campaign.run()

    (leg,) = campaign.done
    assert (leg["findings"], leg["inputs"], leg["over_sockets"]) == ([], 100_000, 1_000)
    assert (leg["rows"] >= leg["owed"] > 60_000, leg["controls"] > 900) == (True, True)


def test_a_campaign_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    legs = tmp_path / "fuzz.jsonl"
    first = _make_fuzz(tmp_path)
    deadline = time.monotonic() + 60
    while not legs.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    first.send_signal(signal.SIGTERM)
    stopped = first.wait(20)
    done_before = legs.read_text()
    left_behind = [path.name for path in tmp_path.iterdir() if path.suffix == ".mark"]

    finished = _make_fuzz(tmp_path).wait(120)

    told = [json.loads(line) for line in legs.read_text().splitlines()]
    assert (stopped, finished, left_behind) == (130, 0, [])
    assert legs.read_text().startswith(done_before)
    assert sorted((leg["first"], leg["inputs"]) for leg in told) == [(0, 400), (400, 400), (800, 400)]
    assert "1,200" in (tmp_path / "RESULTS.md").read_text()


def _make_fuzz(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.fuzz", "--inputs", "1200", "--leg", "400", "--processes", "1"),
            *("--work", str(folder), "--page", str(folder / "RESULTS.md")),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        stdout=subprocess.DEVNULL,
    )
