"""Tasks: what is planned, by name, and who carries it out."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog
from django.utils.timezone import now

from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import State
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

log = structlog.get_logger()

KEEP_SENT_LETTERS = timedelta(days=90)
DAY_SECONDS = 86_400


def forget_sent_letters(task: Task) -> None:
    """Letters hold openids and words; once WeChat has long taken them, they are of no more use."""
    Letter.objects.filter(state=State.SENT, finished_at__lt=now() - KEEP_SENT_LETTERS).delete()


CHORES: Mapping[str, Callable[[Task], None]] = {"outbox.forget_sent_letters": forget_sent_letters}


def plan_standing_chores() -> None:
    tasks.plan("outbox.forget_sent_letters", key="standing:forget_sent_letters", repeat_seconds=DAY_SECONDS)


class Chores:
    """Runs one due task at a time."""

    def __init__(self, chores: Mapping[str, Callable[[Task], None]] = CHORES) -> None:
        self._chores = chores

    def run_once(self) -> int:
        task = tasks.claim_one()
        if task is None:
            return 0
        carry_out = self._chores.get(task.name)
        if carry_out is None:
            tasks.fail(task, why="no such chore in this version")
            return 1
        try:
            carry_out(task)
        except Exception as error:  # noqa: BLE001 -- a failed task is written down and tried again
            tasks.fail(task, why=type(error).__name__)
            log.error("task failed", task=task.name, error=type(error).__name__, attempts=task.attempts)
        else:
            tasks.finish(task)
        return 1
