"""What the worker does about the register of accounts, unasked."""

from collections.abc import Callable, Mapping

from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.reach.services.watching import follow_register

FOLLOW = "reach.follow_register"
FOLLOW_SECONDS = 600


def follow(task: Task) -> None:
    """Looks at everything once a day, and sooner when an administrator, a unit or an account is another."""
    follow_register()


CHORES: Mapping[str, Callable[[Task], None]] = {FOLLOW: follow}


def plan_standing_chores() -> None:
    tasks.plan(FOLLOW, key="standing:follow_register", repeat_seconds=FOLLOW_SECONDS)
