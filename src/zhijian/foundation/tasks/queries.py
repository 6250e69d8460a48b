"""Reading tasks, for whoever planned them."""

from datetime import datetime

from django.db.models import QuerySet

from zhijian.foundation.tasks.models import Task


def tasks_visible_to(staff_id: int, *, sees_all: bool = False) -> QuerySet[Task]:
    """What this person planned; an administrator sees what anybody planned. Never the house's own chores."""
    planned = Task.objects.filter(for_staff_id__isnull=False)
    return planned if sees_all else planned.filter(for_staff_id=staff_id)


def task_by_key(key: str, *, staff_id: int, sees_all: bool = False) -> Task | None:
    return tasks_visible_to(staff_id, sees_all=sees_all).filter(key=key).first()


def unseen_outcomes(staff_id: int, *, since: datetime) -> QuerySet[Task]:
    """His tasks that ended and whose page he has not opened since, the oldest first."""
    ended = Task.objects.filter(for_staff_id=staff_id, finished_at__gte=since, seen_at=None)
    return ended.order_by("finished_at", "pk")
