"""Open loop: how long an answer takes when messages come at a fixed rate, come what may."""

from pathlib import Path

from bench.reply.measure import load
from bench.reply.measure.answering import wait_for_answer
from bench.reply.measure.keywords import Table
from bench.reply.measure.load import WARM_SECONDS, Latency, Plan
from bench.reply.measure.messages import Mailbag, Reader
from bench.reply.measure.servers import Server, Setting
from bench.reply.measure.throughput import Wrong

RATE = 2000
CONNECTIONS = 256  # enough that a message never waits for a free one unless the server is really behind


def measure(
    server: Server, setting: Setting, *, table: Table, rounds: int, seconds: float, binary: Path
) -> list[Latency]:
    """The latencies of each round. Raises Wrong unless all were answered, and rightly in the sample."""
    reader, found = Reader(setting.account), []
    for number in range(rounds):
        count = int(RATE * (WARM_SECONDS + seconds)) + 100
        questions = table.questions(count=count, seed=1000 + number)
        mailbag = Mailbag(setting.account, questions, seed=1000 + number)
        requests = setting.folder / "open-loop"
        mailbag.write(requests)
        greeting = Mailbag(setting.account, questions[-100:], seed=-2)
        with server.running(setting) as running:
            wait_for_answer(running.port, greeting, reader=reader, group=running.group)
            plan = Plan(
                port=running.port, requests=requests, seconds=seconds, rate=RATE, connections=CONNECTIONS
            )
            seen = load.run(binary, plan)
        wrong = [
            complaint
            for request, _, body in seen.sampled
            if (complaint := reader.complaint(body, mailbag.messages[request]))
        ]
        if not seen.is_clean or wrong:
            raise Wrong(f"{server.title}, {RATE}/s: {seen.classes}, {seen.failed} failed, {wrong[:1]}")
        found.append(seen.latency)
        requests.unlink()
        p50, p99 = seen.latency.p50_ms, seen.latency.p99_ms
        print(f"  round {number + 1} {server.title:28} p50 {p50:.2f}  p99 {p99:.2f} ms", flush=True)
    return found
