"""What the worker does about people, their tasks, the log and the tree, unasked."""

from collections.abc import Callable, Mapping

from zhijian.foundation.audit.services import seal_the_rest
from zhijian.foundation.org.services.changes import forget_old_changes
from zhijian.foundation.staff.services.tidying import forget_what_is_over
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

TIDY = "staff.forget_what_is_over"
FORGET_TASKS = "tasks.forget_old"
SEAL = "audit.seal_the_rest"
FORGET_CHANGES = "org.forget_old_changes"
DAY_SECONDS = 86_400


def tidy(task: Task) -> None:
    """Sessions that ran out hold who was where; once over, they are of no more use."""
    forget_what_is_over()


def forget_tasks(task: Task) -> None:
    tasks.forget_old()


def seal(task: Task) -> None:
    """A process that died right after an act left its line without a seal."""
    seal_the_rest()


def forget_changes(task: Task) -> None:
    forget_old_changes()


CHORES: Mapping[str, Callable[[Task], None]] = {
    TIDY: tidy,
    FORGET_TASKS: forget_tasks,
    SEAL: seal,
    FORGET_CHANGES: forget_changes,
}


def plan_standing_chores() -> None:
    tasks.plan(TIDY, key="standing:tidy_staff", repeat_seconds=DAY_SECONDS)
    tasks.plan(FORGET_TASKS, key="standing:forget_old_tasks", repeat_seconds=DAY_SECONDS)
    tasks.plan(SEAL, key="standing:seal_the_rest", repeat_seconds=DAY_SECONDS)
    tasks.plan(FORGET_CHANGES, key="standing:forget_old_changes", repeat_seconds=DAY_SECONDS)
