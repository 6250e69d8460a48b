"""How long it takes until a changed rule answers: read whole, and only what changed.

    .venv/bin/python -m bench.answers.measure [--write] [--quick]

Two gateways on one core, as installed and filled with the product's own commands; the generator of
bench/reply and the one who asks on the other. The two ways take turns, A B A B; medians are printed.
`--write` writes RESULTS.md.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from bench.reply.measure.binaries import build
from bench.reply.measure.keywords import Table
from bench.reply.measure.messages import Account
from bench.reply.measure.servers import PROGRAMS, Setting, Zhijian
from zhijian.config.start_django import start_django

HERE: Final = Path(__file__).parent
SIZES: Final = (1_000, 100_000)
ROUNDS: Final = 3


class TwoGateways(Zhijian):
    def command(self, port: int) -> list[str]:
        serve = ["serve", "--only", "gateway", "--workers", "2", "--host", "127.0.0.1", "--port", str(port)]
        return [str(PROGRAMS / "zhijian"), *serve]


def measure(size: int, *, rounds: int) -> dict[str, Any]:
    """Everything about one table; in a process of its own, for settings are read once."""
    with tempfile.TemporaryDirectory(prefix="zj-answers-") as name:
        folder = Path(name)
        table = Table(size=size)
        table.write(folder / "rules.csv")
        setting = Setting(Account.invent(), folder / "rules.csv", folder)
        server = TwoGateways()
        server.prepare(setting)
        load_binary = build(folder).load
        with server.running(setting) as running:
            os.environ["ZHIJIAN_HOME"] = str(running.store)
            start_django()
            from bench.answers.one_table import Measuring  # noqa: PLC0415 -- needs Django

            return Measuring(setting, table, running, load_binary, rounds=rounds).all()


def rows(size: int, found: dict[str, Any]) -> list[str]:
    lines = []
    for way, words in (("whole", "the whole book"), ("changed", "what changed")):
        loading, quiet, busy, p99 = (found[name][way] for name in ("loading", "quiet", "busy", "p99"))
        cells = [
            f"{size:,}",
            words,
            f"{statistics.median(spent for spent, _ in loading):.3f}",
            f"{min(waited for _, waited in loading) * 1000:.0f}",
            f"{statistics.median(quiet):.2f} ({max(quiet):.2f})",
            f"{statistics.median(busy):.2f} ({max(busy):.2f})",
            f"{statistics.median(p99):.1f}",
            f"{statistics.median(found['p99']['none']):.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


HEAD: Final = (
    "| rules | read | loading, CPU s | holds others up, ms | to live, quiet, s | to live, full load, s "
    "| p99 while changing, ms | p99 else, ms |",
    "| --: | --- | --: | --: | --: | --: | --: | --: |",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    parser.add_argument("--quick", action="store_true", help="one round, to see that it works")
    parser.add_argument("--one", type=int, metavar="SIZE", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, rounds=1 if asked.quick else ROUNDS)))
        return
    lines = list(HEAD)
    print("\n".join(lines), flush=True)
    for size in SIZES:
        command = [sys.executable, "-m", "bench.answers.measure", "--one", str(size)]
        command += ["--quick"] if asked.quick else []
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        lines += rows(size, json.loads(done.stdout))
        print("\n".join(lines[-2:]), flush=True)
    if asked.write:
        write_results(lines)


def write_results(lines: list[str]) -> None:
    path = HERE / "RESULTS.md"
    text = path.read_text(encoding="utf-8")
    begin, end = "<!-- measured -->\n", "<!-- /measured -->"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    machine = (
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f} at the end. Medians; the worst in brackets."
    )
    table = "\n".join(lines)
    path.write_text(f"{head}{begin}\n{machine}\n\n{table}\n\n{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
