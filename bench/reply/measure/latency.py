"""Open loop: how long an answer takes when messages come at a fixed rate, come what may."""

from dataclasses import replace

from bench.reply.measure import load, quiet
from bench.reply.measure.answering import wait_for_answer
from bench.reply.measure.conduct import Conduct
from bench.reply.measure.keywords import Table
from bench.reply.measure.load import WARM_SECONDS, Latency, Plan
from bench.reply.measure.messages import Mailbag, Reader
from bench.reply.measure.quiet import Use
from bench.reply.measure.servers import Server, Setting
from bench.reply.measure.throughput import Wrong

RATE = 2000
CONNECTIONS = 256  # enough that a message never waits for a free one unless the server is really behind


def measure(server: Server, setting: Setting, *, table: Table, conduct: Conduct) -> list[Latency]:
    """The latencies of each round. Raises Wrong unless all were answered, and rightly in the sample."""
    found = []
    for number in range(conduct.rounds):
        conduct.patience.wait()
        latency, use = one_run(server, setting, table=table, number=number, conduct=conduct)
        _say(number, latency, use)
        if conduct.patience.wants_again(use):
            conduct.patience.wait()
            latency, use = one_run(server, setting, table=table, number=number, conduct=conduct)
            _say(number, latency, use)
        found.append(latency)
    return found


def one_run(
    server: Server, setting: Setting, *, table: Table, number: int, conduct: Conduct
) -> tuple[Latency, Use]:
    count = int(RATE * (WARM_SECONDS + conduct.seconds)) + 100
    questions = table.questions(count=count, seed=1000 + number)
    mailbag = Mailbag(setting.account, questions, seed=1000 + number)
    requests = setting.folder / "open-loop"
    mailbag.write(requests)
    reader = Reader(setting.account)
    greeting = Mailbag(setting.account, questions[-100:], seed=-2)
    plan = Plan(port=0, requests=requests, seconds=conduct.seconds, rate=RATE, connections=CONNECTIONS)
    with server.running(setting) as running:
        wait_for_answer(running.port, greeting, reader=reader, group=running.group)
        watch = quiet.Watch(running.group)
        seen = load.run(conduct.generator, replace(plan, port=running.port))
        use = watch.read(seen)
    wrong = [
        complaint
        for request, _, body in seen.sampled
        if (complaint := reader.complaint(body, mailbag.messages[request]))
    ]
    if not seen.is_clean or wrong:
        raise Wrong(f"{server.title}, {RATE}/s: {seen.classes}, {seen.failed} failed, {wrong[:1]}")
    return seen.latency, use


def _say(number: int, latency: Latency, use: Use) -> None:
    disturbed = "  disturbed" if use.is_disturbed else ""
    print(
        f"  {number + 1} p50 {latency.p50_ms:.2f}  p99 {latency.p99_ms:.2f}  max {latency.max_ms:.2f} ms"
        f"  own {use.server:4.0%}, others {use.others:4.0%}{disturbed}",
        flush=True,
    )
