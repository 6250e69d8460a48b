"""Chores about accounts: the checks somebody pressed for, and the rights asked for anew each week."""

from datetime import timedelta
from typing import Final

from django.utils.timezone import now

from zhijian.courier import checks
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.services import CHORE
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

RENEWAL: Final = "accounts.renew_rights"
WEEK: Final = timedelta(days=7)


def check_account(task: Task) -> None:
    """Carry out what is queued for one account, and come back while something is looked for.

    An account that was removed meanwhile is left alone.
    """
    account = Account.objects.filter(pk=task.arguments.get("account")).first()
    if account is not None:
        seconds = checks.carry_out(account, goes_on=lambda: tasks.report(task, done=0, total=0))
        if seconds is not None:
            tasks.put_off(task, seconds=seconds)


def renew_rights(task: Task) -> None:
    """What WeChat gives changes without notice; what changed is a line of 今日."""
    accounts = list(Account.objects.order_by("pk"))
    for done, account in enumerate(accounts):
        if not tasks.report(task, done=done, total=len(accounts)):
            return
        checks.renew_rights(account)


def plan_standing_chores() -> None:
    # The first time in a week from now: an installation that has just been set up has just asked.
    tasks.plan(
        RENEWAL,
        key=f"standing:{RENEWAL}",
        due_at=now() + WEEK,
        repeat_seconds=int(WEEK.total_seconds()),
    )


CHORES: Final = {CHORE: check_account, RENEWAL: renew_rights}
