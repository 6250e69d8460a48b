"""What the worker does about people and their tasks, unasked."""

from collections.abc import Callable, Mapping

from zhijian.foundation.staff.services.tidying import forget_what_is_over
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

TIDY = "staff.forget_what_is_over"
FORGET_TASKS = "tasks.forget_old"
DAY_SECONDS = 86_400


def tidy(task: Task) -> None:
    """Sessions that ran out hold who was where; once over, they are of no more use."""
    forget_what_is_over()


def forget_tasks(task: Task) -> None:
    tasks.forget_old()


CHORES: Mapping[str, Callable[[Task], None]] = {TIDY: tidy, FORGET_TASKS: forget_tasks}


def plan_standing_chores() -> None:
    tasks.plan(TIDY, key="standing:tidy_staff", repeat_seconds=DAY_SECONDS)
    tasks.plan(FORGET_TASKS, key="standing:forget_old_tasks", repeat_seconds=DAY_SECONDS)
