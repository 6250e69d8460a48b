"""Planning, claiming and finishing tasks."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from zhijian.foundation.tasks.models import Task

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5


def plan(
    name: str,
    *,
    key: str,
    arguments: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    repeat_seconds: int | None = None,
) -> None:
    """Plan a task, in the caller's transaction. The same key again plans nothing."""
    task = Task(
        name=name, key=key, arguments=arguments or {}, due_at=due_at or now(), repeat_seconds=repeat_seconds
    )
    Task.objects.bulk_create([task], ignore_conflicts=True)


def claim_one() -> Task | None:
    """The task that has been due longest, leased to the caller; None when nothing is due."""
    moment = now()
    free = models.Q(lease_until=None) | models.Q(lease_until__lt=moment)
    due = Task.objects.filter(free, finished_at=None, due_at__lte=moment).order_by("due_at", "pk")
    for pk in due.values_list("pk", flat=True)[:5]:
        claimed = Task.objects.filter(free, pk=pk, finished_at=None).update(
            lease_until=moment + LEASE, attempts=models.F("attempts") + 1
        )
        if claimed:  # otherwise another worker was quicker, which is fine
            return Task.objects.get(pk=pk)
    return None


def report(task: Task, *, done: int, total: int) -> bool:
    """Note how far it is and keep the lease. False: somebody asked it to stop."""
    Task.objects.filter(pk=task.pk).update(
        progress_done=done, progress_total=total, lease_until=now() + LEASE
    )
    return not Task.objects.filter(pk=task.pk, stop_asked_at__isnull=False).exists()


@transaction.atomic
def finish(task: Task) -> None:
    """Done. A repeating task is due again one period from now."""
    changes: dict[str, Any] = {"lease_until": None, "attempts": 0, "failure": ""}
    if task.repeat_seconds and not task.stop_asked_at:
        changes["due_at"] = now() + timedelta(seconds=task.repeat_seconds)
    else:
        changes["finished_at"] = now()
    Task.objects.filter(pk=task.pk).update(**changes)


@transaction.atomic
def fail(task: Task, *, why: str) -> None:
    """It went wrong: again later, each time twice as late; a task that does not repeat stops in the end."""
    changes: dict[str, Any] = {"lease_until": None, "failure": why[:200]}
    if task.attempts >= MAX_ATTEMPTS and not task.repeat_seconds:
        changes["finished_at"] = now()
    else:
        wait_seconds = min(2 ** min(task.attempts, 8), 300)
        changes["due_at"] = now() + timedelta(seconds=wait_seconds)
    Task.objects.filter(pk=task.pk).update(**changes)
