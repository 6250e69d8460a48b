"""Chores at the members' door: codes to trade at once, and what is over to forget."""

from collections.abc import Callable, Mapping
from typing import Final

from zhijian.courier import arrivals
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.visits import services as visits

FORGET: Final = "visits.forget_old"
HOUR_SECONDS: Final = 3600


def trade_codes(task: Task) -> None:
    """Everybody who waits; the tasks of those who came a moment later find nothing left to do."""
    account_id = int(task.arguments["account"])
    if Account.objects.filter(pk=account_id).exists():
        arrivals.trade_codes(account_id, goes_on=lambda: tasks.report(task, done=0, total=0))


def forget_old(task: Task) -> None:
    visits.forget_old()


def plan_standing_chores() -> None:
    tasks.plan(FORGET, key=f"standing:{FORGET}", repeat_seconds=HOUR_SECONDS)


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {visits.CHORE: trade_codes, FORGET: forget_old}
