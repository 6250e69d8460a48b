import threading
import time
from collections.abc import Callable, Iterator

import pytest

from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.worker.chores import Chores

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 10.0


def until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.01)
    return False


def waiting_for(gate: threading.Event) -> Callable[[Task], None]:
    def long(task: Task) -> None:
        gate.wait(PATIENCE_SECONDS)

    return long


def is_over(key: str) -> bool:
    return Task.objects.get(key=key).is_over


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Long chores wait here until a test lets them go on; nothing waits after the test."""
    event = threading.Event()
    yield event
    event.set()


def test_a_long_task_does_not_hold_up_a_short_one(gate: threading.Event) -> None:
    chores = Chores({"long": waiting_for(gate), "short": lambda task: None})
    tasks.plan("long", key="long")
    tasks.plan("short", key="short")

    handed_out = [chores.run_once(), chores.run_once(), chores.run_once()]

    assert (handed_out, until(lambda: is_over("short")), is_over("long")) == ([1, 1, 0], True, False)
    gate.set()
    assert until(lambda: is_over("long"))


def test_many_of_one_kind_leave_room_for_others(gate: threading.Event) -> None:
    chores = Chores({"long": waiting_for(gate), "short": lambda task: None})
    for number in range(5):
        tasks.plan("long", key=f"long-{number}")
    tasks.plan("short", key="short")

    handed_out = [chores.run_once() for _ in range(4)]

    assert (handed_out, until(lambda: is_over("short"))) == ([1, 1, 1, 0], True)
    gate.set()
    chores.stop(patience_seconds=PATIENCE_SECONDS)


def test_no_more_than_so_many_at_a_time(gate: threading.Event) -> None:
    chores = Chores({"long": waiting_for(gate)}, most=1)
    tasks.plan("long", key="first")
    tasks.plan("long", key="second")

    handed_out = [chores.run_once(), chores.run_once()]
    gate.set()

    assert (handed_out, until(lambda: chores.run_once() == 1)) == ([1, 0], True)
    chores.stop(patience_seconds=PATIENCE_SECONDS)


def test_what_takes_too_long_at_a_stop_is_given_back(gate: threading.Event) -> None:
    went_on = []

    def long(task: Task) -> None:
        gate.wait(PATIENCE_SECONDS)
        went_on.append(tasks.report(task, done=1, total=2))

    chores = Chores({"long": long})
    tasks.plan("long", key="long")
    chores.run_once()

    chores.stop(patience_seconds=0.0)
    taken_over = tasks.claim_one()
    gate.set()

    assert until(lambda: went_on == [False])
    kept = Task.objects.get()
    assert taken_over
    assert (kept.claim, kept.attempts, kept.is_over, kept.progress_done) == (taken_over.claim, 1, False, 0)


def test_a_task_nobody_here_knows_is_written_down(db: None) -> None:
    tasks.plan("of-a-later-version", key="a")
    task = tasks.claim_one()
    assert task

    Chores({}).carry_out(task)

    assert Task.objects.get().failure == "no such chore in this version"
