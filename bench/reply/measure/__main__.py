"""The bench's table of contents. `make bench` runs it all; `bin/bench --quick` only shows that it works."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench.reply.measure import ceiling, latency, machine, startup, throughput
from bench.reply.measure.binaries import NoCompiler, build
from bench.reply.measure.conduct import Conduct
from bench.reply.measure.keywords import Table
from bench.reply.measure.load import GENERATOR_CORE
from bench.reply.measure.messages import Account, Mailbag
from bench.reply.measure.processes import ServerFailed
from bench.reply.measure.quiet import Patience
from bench.reply.measure.results import LARGE, SMALL, Results, page
from bench.reply.measure.servers import REPOSITORY, Constant, FastAPI, Flask, Server, Setting, Zhijian

ON_DISK = "/var/tmp"  # noqa: S108 -- unlike /tmp never in memory; the folder itself is private
FEWEST_ROUNDS = 5  # with fewer nothing is written down
RESULTS = REPOSITORY / "bench" / "reply" / "RESULTS.md"


def main() -> int:
    options = _options()
    rounds, seconds = (1, 1.0) if options.quick else (options.rounds, options.seconds)
    sizes = (100, 1_000) if options.quick else (SMALL, LARGE)
    if (os.cpu_count() or 1) < 2:
        return _fail("the bench needs two cores: one for the server, one for the generator")
    os.sched_setaffinity(0, {GENERATOR_CORE})  # preparing and checking must not warm the server's core either
    with tempfile.TemporaryDirectory(prefix="zhijian-bench-", dir=os.environ.get("TMPDIR", ON_DISK)) as place:
        folder = Path(place)
        machine.refuse_memory_disk(folder)
        try:
            if options.tuning:
                _tune(rounds=rounds, seconds=seconds, folder=folder)
                return 0
            results = _measure(sizes, rounds=rounds, seconds=seconds, folder=folder)
        except (NoCompiler, ServerFailed, throughput.Wrong) as error:
            return _fail(str(error))
    print("\n" + page(results))
    if rounds >= FEWEST_ROUNDS:
        RESULTS.write_text(page(results), encoding="utf-8")
    return 0


def _measure(sizes: tuple[int, int], *, rounds: int, seconds: float, folder: Path) -> Results:
    binaries = build(folder)
    facts = machine.facts(folder)
    conduct = Conduct(rounds, seconds, binaries.load, Patience())
    account, zhijian = Account.invent(), Zhijian()
    tables = {size: Table(size=size) for size in sizes}

    _say("发生器 the generator's own limit")
    mailbag = Mailbag(account, tables[sizes[0]].questions(count=5_000, seed=0), seed=0)
    top = ceiling.measure(binaries, mailbag=mailbag, rounds=min(rounds, 3), seconds=seconds, folder=folder)

    titles: dict[str, str] = {}
    runs, open_loop, gateway_start, whole_start, imports = {}, {}, {}, {}, {}
    for size, table in tables.items():
        place = folder / str(size)
        place.mkdir()
        servers: list[Server] = [zhijian, Flask(), FastAPI(), Constant()]
        if size == max(sizes):  # where the table is long, a more careful bot is shown beside the plain one
            servers += [Flask(matching="dict"), FastAPI(matching="dict")]
        titles |= {server.name: server.title for server in servers}
        _say(f"{size:,} 个关键词 keywords: 闭环 closed loop")
        runs[size] = throughput.measure(servers, table=table, account=account, conduct=conduct, folder=place)
        setting = Setting(account, place / "table.csv", place / zhijian.name)
        imports[size] = float((setting.folder / "import_seconds").read_text())
        _say(f"{size:,} 个关键词 keywords: 开环 open loop, {latency.RATE:,}/s")
        open_loop[size] = latency.measure(zhijian, setting, table=table, conduct=conduct)
        _say(f"{size:,} 个关键词 keywords: 启动 start")
        gateway_start[size] = startup.measure(zhijian, setting, table=table, rounds=rounds, whole=False)
        whole_start[size] = startup.measure(zhijian, setting, table=table, rounds=rounds, whole=True)
    return Results(
        facts=facts,
        titles=titles,
        sizes=sizes,
        seconds=seconds,
        ceiling=top,
        throughput=runs,
        latency=open_loop,
        open_rate=latency.RATE,
        gateway_start=gateway_start,
        whole_start=whole_start,
        import_seconds=imports,
    )


def _tune(*, rounds: int, seconds: float, folder: Path) -> None:
    """Which way of running them suits the contenders best; the defaults in `servers` are the winners."""
    servers: list[Server] = [Flask(worker="gthread"), Flask(), FastAPI(threads=True), FastAPI()]
    conduct = Conduct(rounds, seconds, build(folder).load, Patience())
    for size in (SMALL, LARGE):
        place = folder / str(size)
        place.mkdir()
        _say(f"{size:,} 个关键词 keywords")
        runs = throughput.measure(
            servers, table=Table(size=size), account=Account.invent(), conduct=conduct, folder=place
        )
        for server in servers:
            print(f"  {server.title:28} {throughput.median_rate(runs[server.name]):9.1f}/s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="one round of one second on small tables; writes nothing"
    )
    parser.add_argument("--tuning", action="store_true", help="compare ways of running the contenders")
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS)
    parser.add_argument("--seconds", type=float, default=4.0)
    return parser.parse_args()


def _say(what: str) -> None:
    print(f"\n{what}", flush=True)


def _fail(why: str) -> int:
    print(f"bench: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
