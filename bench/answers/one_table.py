"""One table: what a change costs, read whole and only what changed, taking turns."""

import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import httpx

from bench.answers.changes import Editor, seconds_until_live
from bench.reply.measure import load
from bench.reply.measure.keywords import Table
from bench.reply.measure.messages import Mailbag
from bench.reply.measure.quiet import Patience, Use, Watch
from bench.reply.measure.servers import Running, Setting
from zhijian.foundation.accounts.queries import doorplates
from zhijian.rooms.answers.book import Book

WAYS: Final[Mapping[str, bool | None]] = {"whole": True, "changed": False}
OPEN_LOOP_RATE: Final = 2_000
LOAD_SECONDS: Final = 6.0

Cost = tuple[float, float]
Act = Callable[[bool | None], list[float]]


class Measuring:
    def __init__(
        self, setting: Setting, table: Table, running: Running, binary: Path, *, rounds: int
    ) -> None:
        self._setting, self._table, self._running, self._binary = setting, table, running, binary
        self._rounds = rounds
        self._editor = Editor()
        self._patience = Patience(seconds=60, repeats=4)
        self._bag_number = 0

    def all(self) -> dict[str, Any]:
        self._until_ready()
        os.sched_setaffinity(0, {load.GENERATOR_CORE})
        return {
            "loading": self._loading(),
            "quiet": self._by_turns(self._change_to_live),
            "busy": self._by_turns(self._change_to_live_under_load),
            "p99": self._by_turns(self._p99, {**WAYS, "none": None}),
        }

    def _by_turns(self, act: Act, ways: Mapping[str, bool | None] = WAYS) -> dict[str, list[float]]:
        found: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(self._rounds):
            for way, whole in ways.items():
                found[way] += act(whole)
        return found

    def _loading(self) -> dict[str, list[Cost]]:
        """In one process, with nothing else to do."""
        sys.setswitchinterval(0.0005)  # as in a gateway
        book = Book.load(doorplates()["bench"], public_url="https://bench.example")
        found: dict[str, list[Cost]] = {way: [] for way in WAYS}
        for _ in range(7):
            self._editor.change(whole=False)
            plate = doorplates()["bench"]
            found["whole"].append(_cost(lambda: Book.load(plate, public_url="https://bench.example")))  # noqa: B023
            old = book
            found["changed"].append(_cost(lambda: old.renewed(plate)))  # noqa: B023
            book = old.renewed(plate)
        return found

    def _change_to_live(self, whole: bool | None) -> list[float]:
        question = self._editor.change(whole=bool(whole))
        return [seconds_until_live(self._running.port, self._setting.account, question)]

    def _change_to_live_under_load(self, whole: bool | None) -> list[float]:
        found: list[float] = []

        def change() -> None:
            time.sleep(1.5)
            found.extend(self._change_to_live(whole))

        self._under_load(change, rate=0)
        return found

    def _p99(self, whole: bool | None) -> list[float]:
        """Milliseconds, while four rules change; with None, while none does."""

        def change() -> None:
            for _ in range(4):
                time.sleep(1.2)
                self._editor.change(whole=bool(whole))

        act = change if whole is not None else lambda: None
        while True:
            seen, use = self._under_load(act, rate=OPEN_LOOP_RATE)
            if not self._patience.wants_again(use):
                return [seen.latency.p99_ms]

    def _under_load(self, act: Callable[[], None], *, rate: float) -> tuple[load.Seen, Use]:
        self._bag_number += 1
        count = int(LOAD_SECONDS * (rate or 10_000) * 1.3)
        questions = self._table.questions(count=count, seed=self._bag_number)
        requests = self._setting.folder / "requests"
        Mailbag(self._setting.account, questions, seed=self._bag_number).write(requests)
        plan = load.Plan(
            port=self._running.port, requests=requests, seconds=LOAD_SECONDS, rate=rate, sample=0
        )
        self._patience.wait()
        watch = Watch(self._running.group)
        acting = threading.Thread(target=act)
        acting.start()
        seen = load.run(self._binary, plan)
        use = watch.read(seen)
        acting.join()
        if not seen.is_clean or seen.ran_dry:
            print(f"not clean: {seen.classes}, ran dry: {seen.ran_dry}", file=sys.stderr)
        words = f"{seen.rate:,.0f}/s, p99 {seen.latency.p99_ms:.1f} ms, others {use.others:.0%}"
        print(f"    {words}", file=sys.stderr)
        return seen, use

    def _until_ready(self) -> None:
        for _ in range(600):
            try:
                if httpx.get(f"http://127.0.0.1:{self._running.port}/readyz", trust_env=False).is_success:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise RuntimeError("the gateways did not come up")


def _cost(act: Callable[[], object]) -> Cost:
    """Processor seconds, and the longest that another thread had to wait for its turn, in seconds."""
    waits: list[float] = []
    is_over = threading.Event()

    def tick() -> None:
        last = time.perf_counter()
        while not is_over.is_set():
            time.sleep(0.001)
            waits.append(time.perf_counter() - last)
            last = time.perf_counter()

    thread = threading.Thread(target=tick)
    thread.start()
    time.sleep(0.01)
    waits.clear()
    began = time.process_time()
    act()
    spent = time.process_time() - began
    time.sleep(0.002)
    is_over.set()
    thread.join()
    return spent, max(waits)
