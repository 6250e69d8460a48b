"""Imports too long to wait for: what the worker runs."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers import imports
from zhijian.rooms.answers.models import RuleImport


def carry_out_import(task: Task) -> None:
    """All rows or none. What was carried out already, by whoever was quicker, is left as it is."""
    uploaded = RuleImport.objects.filter(pk=task.arguments["import"]).first()
    if uploaded is None or uploaded.carried_out_at:
        return
    total = imports.rows_in(uploaded)
    # Asked before the transaction: while it is open, SQLite lets nobody else write that we should stop.
    if not tasks.report(task, done=0, total=total):
        return
    by = Staff.objects.get(pk=task.arguments["by"])
    done = imports.carry_out(uploaded, replace=task.arguments["replace"], by=by)
    tasks.report(task, done=total, total=total)
    taken = done.counts["new"] + done.counts["changed"]
    tasks.note_results(
        task,
        says=ngettext("导入了 %(count)d 行。", "导入了 %(count)d 行。", taken) % {"count": taken},
        facts=[
            [_("新增"), str(done.counts["new"])],
            [_("改动"), str(done.counts["changed"])],
            [_("一样"), str(done.counts["same"])],
            [_("跳过"), str(done.counts["bad"])],
        ],
    )


def undo_import(task: Task) -> None:
    """As far as it may still be undone."""
    done = RuleImport.objects.filter(pk=task.arguments["import"]).first()
    if done is None or not imports.may_be_undone(done):
        return
    total = imports.touched_by(done)
    if not tasks.report(task, done=0, total=total):
        return
    imports.undo(done, by=Staff.objects.get(pk=task.arguments["by"]))
    tasks.report(task, done=total, total=total)
    tasks.note_results(task, says=_("撤回了，规则回到导入以前的样子。"))


def forget_old_imports(task: Task) -> None:
    imports.forget_old_imports()


FORGET: Final = "answers.forget_old_imports"
CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    imports.CARRY_OUT: carry_out_import,
    imports.UNDO: undo_import,
    FORGET: forget_old_imports,
}
