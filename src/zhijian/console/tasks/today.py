"""What long work brings to 今日: how a task of mine ended, until I have looked."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.tasks.queries import unseen_outcomes

KEEP = timedelta(days=7)


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    return [_line(task) for task in unseen_outcomes(staff.pk, since=now() - KEEP)[:100]]


def _line(task: Task) -> Line:
    return Line(
        key=f"task-{task.pk}",
        icon="alert-triangle" if task.has_failed else "circle-check",
        what=str(task),
        why=_how_it_ended(task),
        since=task.finished_at or now(),
        urgency=Urgency.SOON if task.has_failed else Urgency.WHEN_FREE,
        acts=(Act(_("看看"), reverse("console:task", args=[task.key])),),
        room=_("您交代的事"),
    )


def _how_it_ended(task: Task) -> str:
    if task.has_failed:
        return _("试了几次都没做成，已经停下。打开看看怎么办。")
    return _("停在半路，可以接着做。") if task.was_stopped else _("做好了。")
