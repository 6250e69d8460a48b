"""How fast the generator itself can be, against a C program that always says the same."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.reply.measure import load
from bench.reply.measure.binaries import Binaries
from bench.reply.measure.load import Plan
from bench.reply.measure.messages import Mailbag
from bench.reply.measure.processes import SERVER_CORE


@dataclass(frozen=True, slots=True)
class Ceiling:
    rates: list[float]
    generator_cpu_share: float


def measure(binaries: Binaries, *, mailbag: Mailbag, rounds: int, seconds: float, folder: Path) -> Ceiling:
    requests = folder / "ceiling"
    mailbag.write(requests)
    rates, shares = [], []
    for _ in range(rounds):
        command = ["taskset", "-c", str(SERVER_CORE), str(binaries.constant)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            plan = Plan(port=port, requests=requests, seconds=seconds, wrap=True, sample=0)
            seen = load.run(binaries.load, plan)
            server.terminate()
        rates.append(seen.rate)
        shares.append(seen.generator_cpu_share)
    requests.unlink()
    print("  " + "  ".join(f"{rate:.0f}/s" for rate in rates), flush=True)
    return Ceiling(rates, max(shares))
