"""One leg in a process of its own: `python -m tests.fuzz.leg --seed S --first N --count N`; prints JSON.

Of the numbers the last hundredth goes over sockets, all others straight into the application.
"""

import argparse
import asyncio
import gc
import json
import logging
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import uvloop

from tests.fuzz import house, ledger
from tests.fuzz.asking import Application, Complaints, Outcome, ask, ask_all
from tests.fuzz.findings import FOLDER, Finding, saved_inputs
from tests.fuzz.inputs import Input
from tests.fuzz.judging import is_slow, problem
from tests.fuzz.making import make
from tests.fuzz.minimising import smaller
from tests.fuzz.tally import Tally
from tests.fuzz.wire.running import run_share

AT_ONCE: Final = 64
WIRE_SHARE: Final = 100
MOST_GROWTH_MB: Final = 150
WARM_AFTER: Final = 5_000
_FOUND_BEFORE: Final = -1


async def run(
    home: Path, *, seed: int, first: int, count: int, findings: Path, mark: Path | None = None
) -> dict[str, Any]:
    """What was found before, then inputs `first` to `first + count`, on one store; what was seen."""
    began = time.monotonic()
    tally = Tally(seed, folder=findings)
    end = first + count
    over_sockets = range(end - count // WIRE_SHARE, end)
    grown_mb = await InProcess(tally, mark=mark).run(home, range(first, over_sockets.start))
    wire_peak_mb = await run_share(tally, home, over_sockets) if over_sockets else 0
    told = await asyncio.to_thread(ledger.look_through, home, owed=tally.owed, may_store=tally.may_store)
    growth = (f"memory grew by {grown_mb:.0f} MB",) if grown_mb > MOST_GROWTH_MB else ()
    for why in (*told.problems, *growth):
        tally.note(Finding(why=why, seed=seed, number=first))
    return {
        "first": first,
        "inputs": count,
        "over_sockets": len(over_sockets),
        "kinds": dict(tally.kinds),
        "owed": len(tally.owed),
        "rows": told.rows,
        "heard": told.heard,
        "controls": tally.controls,
        "seconds": round(time.monotonic() - began, 1),
        "slowest_ms": round(tally.slowest[0] * 1000, 1),
        "slowest": tally.slowest[1],
        "grown_mb": round(grown_mb, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "wire_peak_mb": wire_peak_mb,
        "findings": [finding.title for finding in tally.findings],
    }


class InProcess:
    """Inputs straight into the application, many in work at once."""

    def __init__(self, tally: Tally, *, mark: Path | None = None) -> None:
        self._tally = tally
        self._mark = mark

    async def run(self, home: Path, numbers: range) -> float:
        """Returns by how many MB this process grew after it was warm."""
        complaints, loop = Complaints(), asyncio.get_running_loop()
        logging.getLogger().addHandler(complaints)
        loop.set_exception_handler(complaints.loop_failed)
        warm_mb = 0.0
        stalling: list[tuple[int, Input, asyncio.Task[Outcome]]] = []
        async with house.gateway(home) as application:
            self._application: Application = application
            for _, one in list(saved_inputs(folder=self._tally.folder)):
                await self._judge(_FOUND_BEFORE, one, await self._asked(one))
            for start in numbers[::AT_ONCE]:
                await self._run_batch(range(start, min(start + AT_ONCE, numbers.stop)), stalling)
                if not warm_mb and start - numbers.start >= WARM_AFTER:
                    warm_mb = _resident_mb()
            for number, one, task in stalling:
                await self._judge(number, one, await task)
            grown_mb = _resident_mb() - warm_mb if warm_mb else 0.0
        logging.getLogger().removeHandler(complaints)
        for why in complaints.of_nobody[:5]:
            self._tally.note(Finding(why=why, seed=self._tally.seed, number=numbers.start))
        return grown_mb

    async def _run_batch(
        self, numbers: Sequence[int], stalling: list[tuple[int, Input, asyncio.Task[Outcome]]]
    ) -> None:
        if self._mark:
            self._mark.write_text(str(numbers[0]))
        inputs = {number: make(self._tally.seed, number) for number in numbers}
        for number in [number for number, one in inputs.items() if one.request.stalls]:
            one = inputs.pop(number)
            stalling.append((number, one, asyncio.create_task(ask(self._application, one.request))))
        outcomes = await ask_all(self._application, list(inputs.values()))
        for (number, one), outcome in zip(inputs.items(), outcomes, strict=True):
            await self._judge(number, one, outcome)

    async def _judge(self, number: int, one: Input, outcome: Outcome) -> None:
        self._tally.count(one.kind, str(outcome.status))
        self._tally.note_answer(one, outcome)
        why = problem(one, outcome)
        if not why and is_slow(outcome):
            outcome = await self._slowly(one)
            why = f"{outcome.cpu_seconds * 1000:.0f} ms of processor time" if is_slow(outcome) else ""
        self._tally.slowest = max(self._tally.slowest, (outcome.cpu_seconds, number))
        if why:
            one = await smaller(one, why, self._why)
            self._tally.note(Finding(why=why, seed=self._tally.seed, number=number, given=one))

    async def _asked(self, one: Input) -> Outcome:
        outcome = await ask(self._application, one.request)
        self._tally.note_answer(one, outcome)
        return outcome

    async def _why(self, one: Input) -> str:
        outcome = await self._asked(one)
        why = problem(one, outcome)
        if why or not is_slow(outcome):
            return why
        return "slow" if is_slow(await self._slowly(one)) else ""

    async def _slowly(self, one: Input) -> Outcome:
        """The quickest of three, without garbage to collect: what it truly costs."""
        gc.collect()
        outcomes = [await self._asked(one) for _ in range(3)]
        return min(outcomes, key=lambda outcome: outcome.cpu_seconds)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--seed", type=int, required=True)
    words.add_argument("--first", type=int, required=True)
    words.add_argument("--count", type=int, required=True)
    words.add_argument("--findings", type=Path, default=FOLDER, help="where they are kept, and asked again")
    words.add_argument("--mark", type=Path, help="a file that holds the number of the inputs in work")
    given = words.parse_args()
    logging.getLogger().setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="zhijian-fuzz-") as folder:
        home = Path(folder)
        house.prepare(home)
        numbers = {"seed": given.seed, "first": given.first, "count": given.count}
        told = uvloop.run(run(home, **numbers, findings=given.findings, mark=given.mark))
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if told["findings"] else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # stopped by the campaign, which will have it done anew
        sys.exit(main())
    sys.exit(130)
