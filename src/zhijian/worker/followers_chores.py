"""Chores about followers: comparing with WeChat's list, each night and when pressed."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhijian.courier import followers as asking
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Reconciling
from zhijian.foundation.followers.services import reconciling, tidying
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

TIDY: Final = "followers.tidy"
EACH_NIGHT: Final = reconciling.EACH_NIGHT
NOT_AUTHORISED: Final = 48001
DAY_SECONDS: Final = 86_400
NIGHT_HOUR: Final = 3


def reconcile(task: Task) -> None:
    """One account; one that is gone is left alone."""
    account_id = int(task.arguments["account"])
    if not Account.objects.filter(pk=account_id).exists():
        return
    run = asking.reconcile(
        account_id,
        lambda done, total: tasks.report(task, done=done, total=total),
        believe=bool(task.arguments.get("believe")),
    )
    facts = [
        [_("微信的名单"), f"{run.total:,}"],
        [_("补上的"), f"{run.came:,}"],
        [_("已取消关注"), f"{run.went:,}"],
    ]
    tasks.note_results(task, facts=facts, **_said(run))


def _said(run: Reconciling) -> dict[str, str]:
    if run.errcode == NOT_AUTHORISED:
        return {"says": _("微信不给这个公众号看名单：只认得来过消息的人。")}
    if run.errcode:
        return {"says": _("今天问微信的次数用完了，明天夜里接着对。")}
    if run.doubted:
        return {"says": _("微信的名单少了太多人，没有照改。请看一眼再定。")}
    return {}


def reconcile_all(_task: Task) -> None:
    reconciling.plan_for_all()


def tidy(_task: Task) -> None:
    tidying.forget_what_is_over()


def plan_standing_chores() -> None:
    tasks.plan(EACH_NIGHT, key=f"standing:{EACH_NIGHT}", due_at=next_night(), repeat_seconds=DAY_SECONDS)
    tasks.plan(TIDY, key=f"standing:{TIDY}", repeat_seconds=DAY_SECONDS)


def next_night(*, after: datetime | None = None) -> datetime:
    """Shortly after three, when nobody reads."""
    moment = localtime(after)
    tonight = moment.replace(hour=NIGHT_HOUR, minute=17, second=0, microsecond=0)
    return tonight if tonight > moment else tonight + timedelta(days=1)


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    reconciling.CHORE: reconcile,
    EACH_NIGHT: reconcile_all,
    TIDY: tidy,
}
