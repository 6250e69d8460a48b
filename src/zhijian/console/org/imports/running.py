"""At once where it is quick, by the worker where it is not: each has a page that says how far it is."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.foundation.org.models import Import
from zhijian.foundation.org.roster import imports, undoing
from zhijian.foundation.org.roster.errors import ImportIsOver
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.tasks.queries import task_by_key

MOST_AT_ONCE = 1000  # rows somebody waits for


def open_task(staff: Staff, batch: Import) -> Task | None:
    """The work on it that is still going on."""
    task = task_by_key(_key(batch), staff_id=staff.pk)
    return task if task and not task.is_over else None


def look_now_or_later(request: StaffRequest, batch: Import) -> HttpResponse:
    if batch.rows.count() > MOST_AT_ONCE:
        return _later(request, batch, imports.LOOK, _("查看 %(name)s"), _("停下以后什么都不会改。"))
    with suppress(ImportIsOver):
        imports.look_through(batch)
    return redirect("console:org-import", batch.pk)


def carry_out_now_or_later(request: StaffRequest, batch: Import) -> HttpResponse:
    if imports.will_write(batch) > MOST_AT_ONCE:
        says = _("停下以后，已经导入的留着，没导入的不动；可以接着导入，也可以整批撤回。")
        return _later(request, batch, imports.CARRY_OUT, _("导入 %(name)s"), says)
    with suppress(ImportIsOver):  # pressed twice: the page says what came of it
        imports.carry_out(batch, by=request.staff)
    return redirect("console:org-import", batch.pk)


def undo_now_or_later(request: StaffRequest, batch: Import) -> HttpResponse:
    if batch.rows.filter(done_at__isnull=False).count() > MOST_AT_ONCE:
        says = _("停下以后，已经撤回的留着；可以接着撤回。")
        return _later(request, batch, imports.UNDO, _("撤回导入 %(name)s"), says)
    with suppress(ImportIsOver):  # taken back already, or too old: the page says which
        undoing.undo(batch, by=request.staff)
    return redirect("console:org-import", batch.pk)


def _later(request: StaffRequest, batch: Import, chore: str, title: str, if_stopped: str) -> HttpResponse:
    tasks.plan_anew(
        chore,
        key=_key(batch),
        arguments={"import": batch.pk, "by": request.staff.pk},
        for_staff_id=request.staff.pk,
        title=title % {"name": batch.file_name},
        if_stopped=if_stopped,
        leads_to=request.build_absolute_uri(reverse("console:org-import", args=(batch.pk,))),
    )
    return redirect("console:task", _key(batch))


def _key(batch: Import) -> str:
    return f"roster-import-{batch.pk}"
