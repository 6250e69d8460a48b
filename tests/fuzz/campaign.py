"""Millions of inputs, leg by leg, in processes of their own; can be stopped, and goes on where it was."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.faults.results import stamp
from tests.fuzz.findings import Finding, save

ROOT: Final = Path(__file__).resolve().parents[2]
LEG: Final = 50_000
_SECONDS_TO_STOP: Final = 15.0
_NUMBERS: Final = (
    *("over_sockets", "owed", "rows", "heard", "controls", "seconds"),
    *("slowest_ms", "grown_mb", "peak_mb", "wire_peak_mb"),
)


@dataclass(slots=True)
class Campaign:
    """A seed, a number of inputs, and a file with a line for each leg that is done."""

    seed: int
    inputs: int
    file: Path
    processes: int = 1
    leg: int = LEG
    done: list[dict[str, Any]] = field(default_factory=list)
    _running: dict[int, "_Run"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.file.exists():
            told = [json.loads(line) for line in self.file.read_text().splitlines()]
            self.done = [leg for leg in told if leg["seed"] == self.seed]

    @property
    def reached(self) -> int:
        return sum(leg["inputs"] for leg in self.done)

    def run(self) -> None:
        """Until all is done. KeyboardInterrupt ends it; legs that are half done will be done anew."""
        missing = self._missing()
        try:
            while self._fill(missing):
                for run in self._finished():
                    self._note(run)
                time.sleep(0.05)
        finally:
            for run in self._running.values():
                run.stop()

    def _missing(self) -> Iterator[tuple[int, int]]:
        known = {leg["first"] for leg in self.done}
        for first in range(0, self.inputs, self.leg):
            if first not in known:
                yield first, min(self.leg, self.inputs - first)

    def _fill(self, missing: Iterator[tuple[int, int]]) -> bool:
        """Start legs while there is room; False when nothing runs any more."""
        while len(self._running) < self.processes and (following := next(missing, None)):
            first, count = following
            self._running[first] = _Run.start(
                seed=self.seed, first=first, count=count, folder=self.file.parent
            )
        return bool(self._running)

    def _finished(self) -> list["_Run"]:
        ended = [run for run in self._running.values() if run.process.poll() is not None]
        for run in ended:
            del self._running[run.first]
        return ended

    def _note(self, run: "_Run") -> None:
        told = {"seed": self.seed, **stamp(), **run.told()}
        self.done.append(told)
        with self.file.open("a") as out:
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.write(
            f"{self.reached:>12,} / {self.inputs:,}  slowest {told['slowest_ms']} ms  "
            f"grew {told['grown_mb']} MB  findings {len(told['findings'])}\n"
        )
        for title in told["findings"]:
            sys.stdout.write(f"              {title[:200]}\n")
        sys.stdout.flush()


@dataclass(slots=True)
class _Run:
    first: int
    count: int
    seed: int
    mark: Path
    process: subprocess.Popen[str]

    @classmethod
    def start(cls, *, seed: int, first: int, count: int, folder: Path) -> "_Run":
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / f"leg-{first}.mark"
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.fuzz.leg", "--mark", str(mark)),
                *("--seed", str(seed), "--first", str(first), "--count", str(count)),
            ],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for the campaign, which ends its legs itself
        )
        return cls(first, count, seed, mark, process)

    def stop(self) -> None:
        """Let it put away its store; whatever is left of it then, its gateway too, is killed."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_SECONDS_TO_STOP)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.mark.unlink(missing_ok=True)

    def told(self) -> dict[str, Any]:
        """What the leg says of itself, or, when it died, what can be said of it."""
        said = self.process.stdout.read() if self.process.stdout else ""
        at = int(self.mark.read_text()) if self.mark.exists() else self.first
        self.mark.unlink(missing_ok=True)
        lines = said.splitlines()
        with suppress(ValueError, IndexError):
            return dict(json.loads(lines[-1]))
        why = f"crash: {_how(self.process.returncode)} with the inputs from {at} in work"
        save(Finding(why=why, seed=self.seed, number=at))
        told = dict.fromkeys(_NUMBERS, 0) | {"first": self.first, "inputs": at - self.first}
        return {**told, "kinds": {}, "findings": [f"leg: {why}"]}


def _how(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
