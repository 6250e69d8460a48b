"""Rosters too long to wait for: looking through, bringing in, taking back; and the tallies made of them."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from zhijian.foundation.org.models import Import
from zhijian.foundation.org.roster import imports, undoing
from zhijian.foundation.org.services import bring_tallies_up
from zhijian.foundation.org.services.spellings import forget_names_nobody_has
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

TALLIES: Final = "org.bring_tallies_up"
DAY_SECONDS: Final = 86_400
TALLIES_SECONDS: Final = 60


def look_through(task: Task) -> None:
    batch = _batch(task)
    if batch and not batch.begun_at and not batch.planned_at:
        imports.look_through(batch, goes=lambda done, total: tasks.report(task, done=done, total=total))


def carry_out(task: Task) -> None:
    """Goes on where a worker that died left off: what a chunk wrote is marked in the same transaction."""
    batch = _batch(task)
    if batch is None or batch.done_at or batch.undone_at:
        return
    by = Staff.objects.get(pk=task.arguments["by"])
    batch = imports.carry_out(
        batch, by=by, goes=lambda done, total: tasks.report(task, done=done, total=total)
    )
    if batch.done_at:
        said = batch.counts
        tasks.note_results(
            task,
            says=_("导入好了。"),
            facts=[
                [_("新增"), str(said.get("new", 0))],
                [_("有改动"), str(said.get("changed", 0))],
                [_("相同"), str(said.get("same", 0))],
                [_("没有导入"), str(said.get("unclear", 0) + said.get("bad", 0))],
            ],
        )


def undo(task: Task) -> None:
    batch = _batch(task)
    if batch is None or not undoing.may_be_undone(batch):
        return
    by = Staff.objects.get(pk=task.arguments["by"])
    undoing.undo(batch, by=by, progress=lambda done, total: _go_on(task, done, total))
    tasks.note_results(task, says=_("撤回了，名册回到导入以前的样子。"))


def forget_old_imports(task: Task) -> None:
    imports.forget_old_imports()
    forget_names_nobody_has()


def bring_up(task: Task) -> None:
    bring_tallies_up()


def plan_standing_chores() -> None:
    tasks.plan(TALLIES, key=f"standing:{TALLIES}", repeat_seconds=TALLIES_SECONDS)
    tasks.plan(imports.FORGET, key="standing:forget_old_rosters", repeat_seconds=DAY_SECONDS)


def _batch(task: Task) -> Import | None:
    return Import.objects.select_related("unit").filter(pk=task.arguments["import"]).first()


class _Stopped(Exception):
    """Somebody asked; what is taken back stays so, and the rest waits."""


def _go_on(task: Task, done: int, total: int) -> None:
    if not tasks.report(task, done=done, total=total):
        raise _Stopped


def _undo_politely(task: Task) -> None:
    try:
        undo(task)
    except _Stopped:
        return


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    imports.LOOK: look_through,
    imports.CARRY_OUT: carry_out,
    imports.UNDO: _undo_politely,
    imports.FORGET: forget_old_imports,
    TALLIES: bring_up,
}
