"""Long work: the page of one task, and the list of mine."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.page import page
from zhijian.console.tasks.progress import Progress
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_staff
from zhijian.foundation.tasks import services
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.tasks.queries import task_by_key, tasks_visible_to

SHOWN = 50
STOP_POLLING = 286  # htmx: the answer is taken, and it is the last one


@require_safe
@staff_only()
def tasks(request: StaffRequest) -> HttpResponse:
    mine = tasks_visible_to(request.staff.pk).order_by("-pk")[:SHOWN]
    return page(request, "console/tasks/list.html", {"tasks": [Progress(task) for task in mine]}, at="more")


@require_safe
@staff_only()
def task(request: StaffRequest, key: str) -> HttpResponse:
    """The page; for htmx the piece alone, until there is nothing more to ask about."""
    found = _task_of(request.staff, key)
    services.note_seen(found, staff_id=request.staff.pk)
    if request.headers.get("HX-Request") == "true":
        return _piece(request, found)
    others = tasks_visible_to(request.staff.pk).exclude(pk=found.pk).order_by("-pk")[:3]
    context = {"progress": Progress(found), "others": [Progress(task) for task in others]}
    return page(request, "console/tasks/page.html", context, at="more")


@require_http_methods(["POST", "DELETE"])
@staff_only()
def cancellation(request: StaffRequest, key: str) -> HttpResponse:
    """POST: stop it. DELETE (without a script: POST with `undo`): go on with it."""
    found = _task_of(request.staff, key)
    if request.method == "DELETE" or "undo" in request.POST:
        services.resume(found, by=request.staff)
    else:
        services.ask_to_stop(found, by=request.staff)
    if request.headers.get("HX-Request") == "true":
        return _piece(request, found)
    return redirect("console:task", key)


def _piece(request: StaffRequest, task: Task) -> HttpResponse:
    status = STOP_POLLING if task.is_over else 200
    return render(request, "console/tasks/_progress.html", {"progress": Progress(task)}, status=status)


def _task_of(staff: Staff, key: str) -> Task:
    task = task_by_key(key, staff_id=staff.pk, sees_all=may_manage_staff.in_whole_house(staff))
    if task is None:
        raise Http404
    return task
