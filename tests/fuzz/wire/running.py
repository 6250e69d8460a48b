"""A share of a leg: exchanges with a gateway process of its own, on the leg's store."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from tests.fuzz.accounts import ACCOUNTS, NOW
from tests.fuzz.asking import Outcome
from tests.fuzz.findings import Finding, saved_exchanges
from tests.fuzz.judging import EMPTY, answer_problem, problem
from tests.fuzz.tally import Tally
from tests.fuzz.wire import exchanges
from tests.fuzz.wire.exchanges import Exchange
from tests.fuzz.wire.talking import NotHttp, talk

ROOT: Final = Path(__file__).resolve().parents[3]
AT_ONCE: Final = 24
_START_SECONDS: Final = 60.0
_COMPLAINTS: Final = ("Traceback", "level=error", "level=critical", "Exception", "Error:")


@dataclass(frozen=True, slots=True)
class Running:
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def peak_mb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) // 1024


@contextmanager
def gateway(home: Path) -> Iterator[Running]:
    """`zhijian serve --only gateway` on this home, at the time all inputs are signed at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = int(listening.getsockname()[1])
    log = home / "gateway.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.fuzz.wire.frozen", str(NOW)),
                *("serve", "--only", "gateway", "--port", str(port)),
            ],
            cwd=ROOT,
            env={**os.environ, "ZHIJIAN_HOME": str(home), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        _wait_for(port, process)
        yield Running(port, process, log)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz"):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the gateway did not come up")


async def run_share(tally: Tally, home: Path, numbers: Sequence[int]) -> int:
    """Talk; what is wrong is noted in the tally. Returns the most memory the process took, in MB."""
    waiting = iter(numbers)
    with gateway(home) as running:
        await asyncio.gather(*(_talk_on(tally, waiting, running) for _ in range(AT_ONCE)))
        for name, exchange in list(saved_exchanges(folder=tally.folder)):
            if why := await _talked(tally, exchange, running.port):
                tally.note(Finding(why=f"again {name}: {why}", seed=tally.seed, number=-1, exchange=exchange))
        if running.process.poll() is not None:
            why = f"the gateway ended with {running.process.returncode}"
            tally.note(Finding(why=why, seed=tally.seed, number=numbers[0]))
            return 0
        peak_mb = running.peak_mb()
    for line in running.log.read_text(errors="replace").splitlines():
        if any(word in line for word in _COMPLAINTS):
            tally.note(Finding(why=f"in the log: {line[:200]}", seed=tally.seed, number=numbers[0]))
            break
    return peak_mb


async def _talk_on(tally: Tally, waiting: Iterator[int], running: Running) -> None:
    for number in waiting:
        exchange = exchanges.make(tally.seed, number)
        try:
            why = await _talked(tally, exchange, running.port)
        except ConnectionRefusedError:
            return  # it has ended; whoever comes back first says so
        if why:
            tally.note(Finding(why=why, seed=tally.seed, number=number, exchange=exchange))


async def _talked(tally: Tally, exchange: Exchange, port: int) -> str:
    """What is wrong with what came back, or ""."""
    try:
        outcomes = await talk(exchange, port=port)
    except TimeoutError:
        return "no answer"
    except NotHttp as reason:
        return f"not HTTP: {reason}"
    tally.count(exchange.kind, ", ".join(sorted({str(one.status) for one in outcomes})) or "–")
    for given, outcome in zip(exchange.asked, outcomes, strict=False):
        tally.note_answer(given, outcome)
    if not exchange.asked or len(outcomes) < len(exchange.asked):
        tally.may_store += exchange.may_store + len(exchange.asked)
    return judged(exchange, outcomes)


def judged(exchange: Exchange, outcomes: Sequence[Outcome]) -> str:
    if not exchange.asked:
        return next((why for one in outcomes if (why := _wrong_with(one))), "")
    for given, outcome in zip(exchange.asked, outcomes, strict=False):
        if why := problem(given, outcome):
            return why
    # Whoever sends more than is read may not get to see that it was refused.
    owed = [given for given in exchange.asked[len(outcomes) :] if 413 not in given.allowed]
    if owed or len(outcomes) > len(exchange.asked):
        return f"{len(outcomes)} answers to {len(exchange.asked)} questions"
    return ""


def _wrong_with(outcome: Outcome) -> str:
    """What may not be, whatever came in."""
    if outcome.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"status {outcome.status}"
    if outcome.status in EMPTY and outcome.body:
        return f"{outcome.status} with a body"
    is_reply = dict(outcome.headers).get(b"content-type", b"").startswith(b"text/xml")
    if outcome.status == HTTPStatus.OK and is_reply:
        whys = {answer_problem(account, outcome.body) for account in ACCOUNTS.values()}
        return "" if "" in whys else sorted(whys)[0]
    return ""
