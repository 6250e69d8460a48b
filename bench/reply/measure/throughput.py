"""Closed loop: how many messages a second each server answers, in turn, round after round."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.reply.measure import load
from bench.reply.measure.answering import wait_for_answer
from bench.reply.measure.keywords import Table
from bench.reply.measure.load import WARM_SECONDS, Plan, Seen
from bench.reply.measure.messages import Account, Mailbag, Reader
from bench.reply.measure.processes import SERVER_CORE, core_busy_seconds
from bench.reply.measure.servers import Running, Server, Setting

FASTEST_RECORDING_RATE = 16_000  # messages prepared a second; a run that uses them up says so and is refused


class Wrong(Exception):
    """A server lost a message, doubled one or answered wrongly: then its speed means nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One server in one round."""

    rate: float
    seen: Seen
    checked: int
    """Replies opened by third-party code and found right."""
    stored: int
    """Messages on file at the end; as many as were answered, or the run would have been refused."""
    core_share: float
    """Of the measured time, how much the server itself had its core; the rest it waited or others took."""
    foreign_share: float
    """Of the measured time, how much other processes had the server's core."""
    rss_mb: float
    """Resident memory of the largest process of the server, after the load."""
    peak_mb: float
    """The most it ever had, compiling its rules included."""


def measure(
    servers: list[Server],
    *,
    table: Table,
    account: Account,
    rounds: int,
    seconds: float,
    binary: Path,
    folder: Path,
) -> dict[str, list[Run]]:
    """Runs A B C D, A B C D …: within a round all get the same messages; each round has new ones."""
    settings = {
        server.name: Setting(account, folder / "table.csv", folder / server.name) for server in servers
    }
    table.write(folder / "table.csv")
    for server in servers:
        settings[server.name].folder.mkdir(parents=True, exist_ok=True)
        server.prepare(settings[server.name])
    runs: dict[str, list[Run]] = {server.name: [] for server in servers}
    count = int(FASTEST_RECORDING_RATE * (WARM_SECONDS + seconds))
    for number in range(rounds):
        mailbag = Mailbag(account, table.questions(count=count, seed=number), seed=number)
        mailbag.write(folder / "requests")
        for server in servers:
            run = one_run(server, settings[server.name], mailbag=mailbag, seconds=seconds, binary=binary)
            runs[server.name].append(run)
            print(
                f"  round {number + 1} {server.title:28} {run.rate:9.1f}/s   core {run.core_share:4.0%} own"
                f" {run.foreign_share:4.0%} others'   {run.rss_mb:5.0f} MB",
                flush=True,
            )
    (folder / "requests").unlink()
    return runs


def one_run(server: Server, setting: Setting, *, mailbag: Mailbag, seconds: float, binary: Path) -> Run:
    reader = Reader(setting.account)
    greeting = Mailbag(setting.account, [m.question for m in mailbag.messages[-100:]], seed=-1)
    with server.running(setting) as running:
        _, asked = wait_for_answer(
            running.port, greeting, reader=reader if server.stores else None, group=running.group
        )
        busy, own = core_busy_seconds(SERVER_CORE), running.group.cpu_seconds()
        requests = setting.table.with_name("requests")
        plan = Plan(port=running.port, requests=requests, seconds=seconds, wrap=not server.stores)
        seen = load.run(binary, plan)
        own = running.group.cpu_seconds() - own
        busy = core_busy_seconds(SERVER_CORE) - busy
        rss_mb, peak_mb = max(running.group.rss_mb().values()), max(running.group.peak_mb().values())
    checked, stored = _check(server, setting, running=running, seen=seen, mailbag=mailbag, asked=len(asked))
    wall = WARM_SECONDS + seconds
    return Run(
        seen.rate, seen, checked, stored, min(own / wall, 1), max(busy - own, 0) / wall, rss_mb, peak_mb
    )


def _check(
    server: Server, setting: Setting, *, running: Running, seen: Seen, mailbag: Mailbag, asked: int
) -> tuple[int, int]:
    """How many replies were opened and how many rows counted. Raises Wrong if anything is amiss."""
    if not seen.is_clean:
        raise Wrong(f"{server.title}: {seen.classes}, {seen.failed} failed, {seen.unanswered} unanswered")
    if not server.stores:
        return 0, 0
    if seen.ran_dry:
        raise Wrong(f"{server.title}: the prepared messages were used up; raise FASTEST_RECORDING_RATE")
    reader = Reader(setting.account)
    complaints = [
        complaint
        for number, _, body in seen.sampled
        if (complaint := reader.complaint(body, mailbag.messages[number]))
    ]
    if complaints:
        raise Wrong(
            f"{server.title}: {len(complaints)} of {len(seen.sampled)} replies wrong, first: {complaints[0]}"
        )
    stored = server.stored(setting, running.store)
    answered = {message.msg_id for message in mailbag.messages[: seen.answered]}
    if lost := answered - stored:
        raise Wrong(f"{server.title}: {len(lost)} answered messages are not on file")
    if len(stored) != seen.answered + asked:
        raise Wrong(f"{server.title}: {len(stored)} rows for {seen.answered + asked} messages")
    return len(seen.sampled), len(stored)


def median_rate(runs: list[Run]) -> float:
    return median(run.rate for run in runs)
