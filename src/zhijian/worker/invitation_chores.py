"""Chores about invitations: asking WeChat for their codes, renewing those that run out, forgetting counts."""

from collections.abc import Callable, Mapping
from typing import Final

from zhijian.courier import qrcodes
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.reach.chore import CHORE
from zhijian.rooms.reach.services import inviting

DUE: Final = "reach.codes_due"
FORGET: Final = "reach.forget_counted"
DUE_SECONDS: Final = 600
DAY_SECONDS: Final = 86_400


def ask_for_codes(task: Task) -> None:
    """One account; one that is gone or closed is left alone."""
    account_id = int(task.arguments["account"])
    if Account.objects.filter(pk=account_id, closed_at=None).exists():
        qrcodes.ask_for_codes(account_id, lambda done, total: tasks.report(task, done=done, total=total))


def plan_what_is_due(_task: Task) -> None:
    inviting.plan_what_is_due()


def forget_counted(_task: Task) -> None:
    inviting.forget_counted()


def plan_standing_chores() -> None:
    tasks.plan(DUE, key=f"standing:{DUE}", repeat_seconds=DUE_SECONDS)
    tasks.plan(FORGET, key=f"standing:{FORGET}", repeat_seconds=DAY_SECONDS)


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    CHORE: ask_for_codes,
    DUE: plan_what_is_due,
    FORGET: forget_counted,
}
