"""From the command to the first right answer."""

from bench.reply.measure.answering import wait_for_answer
from bench.reply.measure.keywords import Table
from bench.reply.measure.messages import Mailbag, Reader
from bench.reply.measure.servers import PROGRAMS, Server, Setting


def measure(server: Server, setting: Setting, *, table: Table, rounds: int, whole: bool) -> list[float]:
    """Seconds, one value a round. `whole` starts web and worker as well; nothing is pinned."""
    everything = [str(PROGRAMS / "zhijian"), "serve", "--host", "127.0.0.1", "--port", "{port}"]
    found = []
    for number in range(rounds):
        questions = table.questions(count=200, seed=2000 + number)
        with server.running(setting, core=None, command=everything if whole else None) as running:
            first, _ = wait_for_answer(
                running.port,
                Mailbag(setting.account, questions, seed=2000 + number),
                reader=Reader(setting.account),
                group=running.group,
            )
        found.append(first - running.group.started_at)
    print(
        f"  {'serve' if whole else 'serve --only gateway':22} "
        + "  ".join(f"{seconds:.2f}" for seconds in found)
        + " s"
    )
    return found
