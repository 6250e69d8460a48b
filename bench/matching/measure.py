"""How long keyword matching takes, compiling and asking, and what it costs in memory.

    .venv/bin/python bench/matching/measure.py [--write]

Every table is measured in a process of its own, so that memory is its own. Times are processor time, the
best of several repeats: what else the machine does at the moment must not count. `--write` writes
RESULTS.md.
"""

import argparse
import gc
import json
import os
import platform
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "src"))

from ahocorasick_rs import AhoCorasick  # noqa: E402 -- the path comes first

from zhijian.rooms.answers.keywords import Keywords  # noqa: E402
from zhijian.rooms.answers.matching import NOT_FOUND, Matcher  # noqa: E402
from zhijian.rooms.answers.nearby import Nearby  # noqa: E402
from zhijian.rooms.answers.normal import normal  # noqa: E402
from zhijian.rooms.answers.ranking import CONTAINS, EXACT, REGEX, Row  # noqa: E402

Made = TypeVar("Made")

SIZES = (1_000, 10_000, 100_000)
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def invented(count: int) -> list[str]:
    """Words of 2 to 8 characters."""
    random.seed(20261123)
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(random.choices(HAN, k=random.randint(2, 8)))] = None
    return list(words)


def numbered(count: int) -> list[str]:
    return [f"关键词{number}" for number in range(count)]


def short(count: int) -> list[str]:
    return [f"kw{number}" for number in range(count)]


TABLES: dict[str, Callable[[int], list[str]]] = {"invented": invented, "numbered": numbered, "short": short}


def mixed_rows(words: list[str]) -> list[Row]:
    return [(word, (EXACT, CONTAINS)[place % 2], 0, place) for place, word in enumerate(words)]


def measure_rules(table: str, count: int) -> dict[str, float]:
    normal("學")  # the table of scripts is loaded once a process, before any book
    words = TABLES[table](count)
    rows = mixed_rows(words)
    gc.collect()
    before = resident_mb()
    matcher, compile_seconds, held_seconds = compiled(lambda: Matcher(Keywords(rows)))
    grown = resident_mb() - before
    random.seed(7)
    exact = random.choices(words[::2], k=2000)
    inside = [f"我想问一下{word}怎么办理" for word in random.choices(words[1::2], k=2000)]
    long = "".join(random.choices(HAN, k=660)) + words[1]
    assert all(matcher.find(text, patiently=True) != NOT_FOUND for text in exact + inside)
    return {
        "compile_seconds": compile_seconds,
        "held_seconds": held_seconds,
        "mb": grown,
        "exact_us": microseconds(lambda text: matcher.find(text, patiently=False), exact),
        "contains_us": microseconds(lambda text: matcher.find(text, patiently=False), inside),
        "miss_us": microseconds(
            lambda text: matcher.find(text, patiently=False), ["这句话里没有任何一个关键字"] * 2000
        ),
        "long_us": microseconds(lambda text: matcher.find(text, patiently=True), [long] * 200),
    }


def measure_whole_words(table: str, count: int) -> dict[str, float]:
    """What was considered first: one automaton over all the words."""
    words = TABLES[table](count)
    gc.collect()
    before = resident_mb()
    automaton, compile_seconds, held_seconds = compiled(lambda: AhoCorasick(words, store_patterns=False))
    grown = resident_mb() - before
    random.seed(7)
    inside = [f"我想问一下{word}怎么办理" for word in random.choices(words, k=2000)]
    return {
        "compile_seconds": compile_seconds,
        "held_seconds": held_seconds,
        "mb": grown,
        "contains_us": microseconds(
            lambda text: automaton.find_matches_as_indexes(text, overlapping=True), inside
        ),
    }


def measure_loop(table: str, count: int) -> dict[str, float]:
    """A plain loop over the words, as small bots do it."""
    words = TABLES[table](count)
    inside = [f"我想问一下{word}怎么办理" for word in random.choices(words, k=20)]
    return {"contains_us": microseconds(lambda text: next(word for word in words if word in text), inside)}


def measure_nested(table: str, count: int) -> dict[str, float]:
    """a, aa, aaa, …: every place of the text begins hundreds of keywords."""
    rows: list[Row] = [("a" * length, CONTAINS, 0, count - length) for length in range(count, 0, -1)]
    matcher = Matcher(Keywords(rows))
    return {"long_us": microseconds(lambda text: matcher.find(text, patiently=True), ["a" * 2048] * 20)}


def measure_regexes(table: str, count: int) -> dict[str, float]:
    random.seed(20261123)
    if table == "with words":
        pairs = ["".join(random.choices(HAN, k=2)) for _ in range(count)]
        patterns = [f"{first}.*{second}" for first, second in zip(pairs, reversed(pairs), strict=True)]
    else:
        patterns = [rf"\d{{{number % 20 + 1}}}[a-z]+\d{number}" for number in range(count)]
    rows: list[Row] = [(pattern, REGEX, 0, place) for place, pattern in enumerate(patterns)]
    gc.collect()
    before = resident_mb()
    matcher, compile_seconds, held_seconds = compiled(lambda: Matcher(Keywords(rows)))
    grown = resident_mb() - before
    texts = ["".join(random.choices(HAN, k=20)) + f"{number}ab{number}" for number in range(500)]
    return {
        "compile_seconds": compile_seconds,
        "held_seconds": held_seconds,
        "mb": grown,
        "miss_us": microseconds(lambda text: matcher.find(text, patiently=True), texts),
    }


def measure_near(table: str, count: int) -> dict[str, float]:
    words = TABLES[table](count)
    gc.collect()
    before = resident_mb()
    nearby, compile_seconds, held_seconds = compiled(lambda: Nearby(words))
    grown = resident_mb() - before
    texts = [word[:-1] + "错" for word in random.choices(words, k=200)]
    return {
        "compile_seconds": compile_seconds,
        "held_seconds": held_seconds,
        "mb": grown,
        "miss_us": microseconds(lambda text: nearby.closest(text, most=3), texts),
    }


MEASURES: dict[str, Callable[[str, int], dict[str, float]]] = {
    "rules": measure_rules,
    "whole words": measure_whole_words,
    "loop": measure_loop,
    "nested": measure_nested,
    "regexes": measure_regexes,
    "near": measure_near,
}

PLAN: tuple[tuple[str, str, int], ...] = (
    *(("rules", table, count) for table in TABLES for count in SIZES),
    *(("whole words", table, count) for table in TABLES for count in SIZES),
    *(("loop", "invented", count) for count in SIZES),
    ("nested", "a, aa, aaa, …", 500),
    *(("regexes", "with words", count) for count in SIZES),
    *(("regexes", "without words", count) for count in (100, 1_000)),
    *(("near", table, 100_000) for table in ("invented", "numbered")),
)


def compiled(make: Callable[[], Made]) -> tuple[Made, float, float]:
    """What `make` makes, the processor time it took, and the longest it kept another thread waiting."""
    waits: list[float] = []
    is_over = threading.Event()

    def tick() -> None:
        last = time.perf_counter()
        while not is_over.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            waits.append(now - last)
            last = now

    best = float("inf")
    held = float("inf")
    for _ in range(3):
        waits.clear()
        is_over.clear()
        thread = threading.Thread(target=tick)
        thread.start()
        time.sleep(0.01)
        started = time.process_time()
        made = make()
        best = min(best, time.process_time() - started)
        is_over.set()
        thread.join()
        held = min(held, max(waits))
    return made, best, held


def microseconds(act: Callable[[str], object], texts: list[str]) -> float:
    best = float("inf")
    for _ in range(7):
        started = time.process_time()
        for text in texts:
            act(text)
        best = min(best, time.process_time() - started)
    return best / len(texts) * 1e6


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    parser.add_argument("--one", nargs=3, metavar=("WHAT", "TABLE", "COUNT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        what, table, count = asked.one
        print(json.dumps(MEASURES[what](table, int(count))))
        return
    lines = [
        "| what | words | how many | compile, s | holds others up, s | memory, MB "
        "| exact | in a sentence | miss | long text |",
        "| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for what, table, count in PLAN:
        command = [sys.executable, __file__, "--one", what, table, str(count)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        lines.append(row(what, table, count, found))
        print(lines[-1], flush=True)
    if asked.write:
        write_results(lines)


def row(what: str, table: str, count: int, found: dict[str, float]) -> str:
    def cell(name: str, digits: int) -> str:
        return f"{found[name]:,.{digits}f}" if name in found else ""

    cells = [
        what,
        table,
        f"{count:,}",
        cell("compile_seconds", 3),
        cell("held_seconds", 3),
        cell("mb", 0),
        cell("exact_us", 1),
        cell("contains_us", 1),
        cell("miss_us", 1),
        cell("long_us", 1),
    ]
    return f"| {' | '.join(cells)} |"


def write_results(lines: list[str]) -> None:
    path = HERE / "RESULTS.md"
    text = path.read_text(encoding="utf-8")
    begin, end = "<!-- measured -->\n", "<!-- /measured -->"
    machine = (
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f} while measuring. Columns from “exact” on: microseconds a message."
    )
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    table = "\n".join(lines)
    path.write_text(f"{head}{begin}\n{machine}\n\n{table}\n\n{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
