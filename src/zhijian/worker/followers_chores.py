"""Chores about followers: comparing with WeChat's list each night, keeping tags in step with the roster."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhijian.courier import followers as asking
from zhijian.courier import tagging as tagging_there
from zhijian.courier import tags as known_tags
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Reconciling
from zhijian.foundation.followers.services import reconciling, tagging, tidying
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.menu.states import State as MenuState
from zhijian.rooms.answers.models import MenuVersion
from zhijian.wechat.errors import CallFailed

TIDY: Final = "followers.tidy"
EACH_NIGHT: Final = reconciling.EACH_NIGHT
NOT_AUTHORISED: Final = 48001
DAY_SECONDS: Final = 86_400
IN_STEP_SECONDS: Final = 600
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


def tag(task: Task) -> None:
    """Make, fill and give back one account's tags."""
    account_id = int(task.arguments["account"])
    if not Account.objects.filter(pk=account_id).exists():
        return
    tagging_there.look(
        account_id,
        lambda done, total: tasks.report(task, done=done, total=total),
        in_use=_shown_by_menus(account_id),
    )
    with suppress(CallFailed):  # the menu's page offers tags by what WeChat last said
        known_tags.fetch_tags(account_id)


def _shown_by_menus(account_id: int) -> dict[int, str]:
    """Tags that a menu is for, also one that is only being written."""
    versions = MenuVersion.objects.filter(account=account_id, tag__isnull=False).exclude(state=MenuState.OLD)
    return {number: _("菜单") for number in versions.values_list("tag", flat=True) if number is not None}


def keep_tags_in_step(_task: Task) -> None:
    tagging.plan_looks_where_out_of_step()


def reconcile_all(_task: Task) -> None:
    reconciling.plan_for_all()


def tidy(_task: Task) -> None:
    tidying.forget_what_is_over()


def plan_standing_chores() -> None:
    tasks.plan(EACH_NIGHT, key=f"standing:{EACH_NIGHT}", due_at=next_night(), repeat_seconds=DAY_SECONDS)
    tasks.plan(tagging.IN_STEP, key=f"standing:{tagging.IN_STEP}", repeat_seconds=IN_STEP_SECONDS)
    tasks.plan(TIDY, key=f"standing:{TIDY}", repeat_seconds=DAY_SECONDS)


def next_night(*, after: datetime | None = None) -> datetime:
    """Shortly after three, when nobody reads."""
    moment = localtime(after)
    tonight = moment.replace(hour=NIGHT_HOUR, minute=17, second=0, microsecond=0)
    return tonight if tonight > moment else tonight + timedelta(days=1)


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    reconciling.CHORE: reconcile,
    tagging.CHORE: tag,
    tagging.IN_STEP: keep_tags_in_step,
    EACH_NIGHT: reconcile_all,
    TIDY: tidy,
}
