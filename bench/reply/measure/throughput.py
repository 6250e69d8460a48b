"""Closed loop: how many messages a second each server answers, in turn, round after round."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.reply.measure import load, quiet
from bench.reply.measure.answering import wait_for_answer
from bench.reply.measure.conduct import Conduct
from bench.reply.measure.keywords import Table
from bench.reply.measure.load import WARM_SECONDS, Plan, Seen
from bench.reply.measure.messages import Account, Mailbag, Reader
from bench.reply.measure.quiet import Use
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
    use: Use
    rss_mb: float
    """Resident memory of the largest process of the server, after the load."""
    peak_mb: float
    """The most it ever had, compiling its rules included."""

    @property
    def cpu_us(self) -> float:
        """Processor time of the server for one message: little changed by what else runs."""
        return self.use.server_cpu_seconds / self.seen.answered * 1e6


def measure(
    servers: list[Server], *, table: Table, account: Account, conduct: Conduct, folder: Path
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
    count = int(FASTEST_RECORDING_RATE * (WARM_SECONDS + conduct.seconds))
    for number in range(conduct.rounds):
        mailbag = Mailbag(account, table.questions(count=count, seed=number), seed=number)
        mailbag.write(folder / "requests")
        for server in servers:
            setting = settings[server.name]
            conduct.patience.wait()
            run = one_run(server, setting, mailbag=mailbag, conduct=conduct)
            _say(number, server, run)
            if conduct.patience.wants_again(run.use):
                conduct.patience.wait()
                run = one_run(server, setting, mailbag=mailbag, conduct=conduct)
                _say(number, server, run)
            runs[server.name].append(run)
    (folder / "requests").unlink()
    return runs


def one_run(server: Server, setting: Setting, *, mailbag: Mailbag, conduct: Conduct) -> Run:
    reader = Reader(setting.account)
    greeting = Mailbag(setting.account, [m.question for m in mailbag.messages[-100:]], seed=-1)
    with server.running(setting) as running:
        _, asked = wait_for_answer(
            running.port, greeting, reader=reader if server.stores else None, group=running.group
        )
        requests = setting.table.with_name("requests")
        plan = Plan(port=running.port, requests=requests, seconds=conduct.seconds, wrap=not server.stores)
        watch = quiet.Watch(running.group)
        seen = load.run(conduct.generator, plan)
        use = watch.read(seen)
        rss_mb, peak_mb = max(running.group.rss_mb().values()), max(running.group.peak_mb().values())
    checked, stored = _check(server, setting, running=running, seen=seen, mailbag=mailbag, asked=len(asked))
    return Run(seen.rate, seen, checked, stored, use, rss_mb, peak_mb)


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


def _say(number: int, server: Server, run: Run) -> None:
    disturbed = "  disturbed" if run.use.is_disturbed else ""
    print(
        f"  {number + 1} {server.title:26} {run.rate:9.1f}/s {run.cpu_us:8.0f} µs  own {run.use.server:4.0%},"
        f" others {run.use.others:4.0%}  {run.rss_mb:4.0f} MB{disturbed}",
        flush=True,
    )


def median_rate(runs: list[Run]) -> float:
    return median(run.rate for run in runs)
