"""Tasks: what is planned, by name, and who carries it out."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog
from django.db import connections
from django.utils.timezone import now

from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import State
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers import counting, import_jobs
from zhijian.worker import (
    account_chores,
    answers_chores,
    care_chores,
    followers_chores,
    invitation_chores,
    library_chores,
    register_chores,
    roster_chores,
    staff_chores,
    visit_chores,
)

log = structlog.get_logger()

KEEP_SENT_LETTERS = timedelta(days=90)
DAY_SECONDS = 86_400


def forget_sent_letters(task: Task) -> None:
    """Letters hold openids and words; once WeChat has long taken them, they are of no more use."""
    Letter.objects.filter(state=State.SENT, finished_at__lt=now() - KEEP_SENT_LETTERS).delete()


CHORES: Mapping[str, Callable[[Task], None]] = {
    "outbox.forget_sent_letters": forget_sent_letters,
    **account_chores.CHORES,
    **answers_chores.CHORES,
    **care_chores.CHORES,
    **followers_chores.CHORES,
    **import_jobs.CHORES,
    **counting.CHORES,
    **invitation_chores.CHORES,
    **library_chores.CHORES,
    **register_chores.CHORES,
    **roster_chores.CHORES,
    **staff_chores.CHORES,
    **visit_chores.CHORES,
}


def plan_standing_chores() -> None:
    tasks.plan("outbox.forget_sent_letters", key="standing:forget_sent_letters", repeat_seconds=DAY_SECONDS)
    account_chores.plan_standing_chores()
    care_chores.plan_standing_chores()
    followers_chores.plan_standing_chores()
    invitation_chores.plan_standing_chores()
    library_chores.plan_standing_chores()
    register_chores.plan_standing_chores()
    roster_chores.plan_standing_chores()
    staff_chores.plan_standing_chores()
    visit_chores.plan_standing_chores()
    counting.plan_standing_chores()
    tasks.plan(import_jobs.FORGET, key="standing:forget_old_imports", repeat_seconds=DAY_SECONDS)


class Chores:
    """Hands each due task to a thread of its own, so that a long one never holds up a short one.

    At most `most` at a time, and at most `most_of_a_name` of the same kind: twenty imports wait for each
    other, an account's check does not wait for them.
    """

    def __init__(
        self,
        chores: Mapping[str, Callable[[Task], None]] = CHORES,
        *,
        most: int = 8,
        most_of_a_name: int = 2,
    ) -> None:
        self._chores = chores
        self._most = most
        self._most_of_a_name = most_of_a_name
        self._running: dict[threading.Thread, Task] = {}

    def run_once(self) -> int:
        """1 when a task was handed out; 0 when none is due, or every hand is full."""
        self._running = {thread: task for thread, task in self._running.items() if thread.is_alive()}
        if len(self._running) >= self._most:
            return 0
        counts = Counter(task.name for task in self._running.values())
        full = [name for name, count in counts.items() if count >= self._most_of_a_name]
        task = tasks.claim_one(except_names=full)
        if task is None:
            return 0
        thread = threading.Thread(
            target=self._in_thread, args=(task,), name=f"chore-{task.name}", daemon=True
        )
        self._running[thread] = task
        thread.start()
        return 1

    def stop(self, *, patience_seconds: float) -> None:
        """Let short ones finish; what takes longer is given back, and another worker takes it at once."""
        deadline = time.monotonic() + patience_seconds
        for thread, task in self._running.items():
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                tasks.give_back(task)

    def carry_out(self, task: Task) -> None:
        """Run one claimed task here and now, and write down how it ended."""
        carry_out = self._chores.get(task.name)
        if carry_out is None:
            tasks.fail(task, why="no such chore in this version")
            return
        try:
            carry_out(task)
        except Exception as error:  # noqa: BLE001 -- a failed task is written down and tried again
            tasks.fail(task, why=type(error).__name__)
            log.error("task failed", task=task.name, error=type(error).__name__, attempts=task.attempts)
        else:
            tasks.finish(task)

    def _in_thread(self, task: Task) -> None:
        try:
            self.carry_out(task)
        except Exception as error:  # noqa: BLE001 -- the database may be away; the lease brings the task back
            log.error("task stumbled", task=task.name, error=type(error).__name__)
        finally:
            connections.close_all()
