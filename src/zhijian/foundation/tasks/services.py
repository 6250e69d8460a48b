"""Planning, claiming, finishing, stopping and resuming tasks."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack
from uuid import uuid4

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.tasks.models import Task

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5
KEEP_ENDED = timedelta(days=90)

# What a task is before it first runs; resuming one and planning one anew bring it back here.
_FRESH: dict[str, Any] = {
    "lease_until": None,
    "claim": "",
    "attempts": 0,
    "started_at": None,
    "stop_asked_at": None,
    "stopped_at": None,
    "finished_at": None,
    "failure": "",
    "seen_at": None,
}


class Watched(TypedDict, total=False):
    """What makes a task somebody's own, with a page at `/console/tasks/<key>/`.

    `title` is the page's heading, `if_stopped` says what is safe when it is stopped half-way, and `leads_to`
    is the address where its outcome can be seen.
    """

    for_staff_id: int
    title: str
    if_stopped: str
    leads_to: str


def plan(
    name: str,
    *,
    key: str,
    arguments: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    repeat_seconds: int | None = None,
    **watched: Unpack[Watched],
) -> None:
    """Plan a task, in the caller's transaction. The same key again plans nothing."""
    task = Task(
        name=name,
        key=key,
        arguments=arguments or {},
        due_at=due_at or now(),
        repeat_seconds=repeat_seconds,
        **watched,
    )
    Task.objects.bulk_create([task], ignore_conflicts=True)


@transaction.atomic
def plan_anew(
    name: str, *, key: str, arguments: dict[str, Any] | None = None, **watched: Unpack[Watched]
) -> None:
    """As `plan`; a task of this key that is over begins again from nothing, one that runs goes on."""
    nothing_yet: dict[str, Any] = {"progress_done": 0, "progress_total": 0, "results": {}}
    begun_again = Task.objects.filter(key=key, finished_at__isnull=False).update(
        **_FRESH, **nothing_yet, **watched, name=name, arguments=arguments or {}, due_at=now()
    )
    if not begun_again:
        plan(name, key=key, arguments=arguments, **watched)


def claim_one(*, except_names: Collection[str] = ()) -> Task | None:
    """The task that has been due longest, leased to the caller; None when nothing is due."""
    moment = now()
    free = models.Q(lease_until=None) | models.Q(lease_until__lt=moment)
    due = Task.objects.filter(free, finished_at=None, due_at__lte=moment).exclude(name__in=except_names)
    for pk in due.order_by("due_at", "pk").values_list("pk", flat=True)[:5]:
        claimed = Task.objects.filter(free, pk=pk, finished_at=None).update(
            lease_until=moment + LEASE,
            claim=uuid4().hex,
            attempts=models.F("attempts") + 1,
            started_at=Coalesce("started_at", moment),
        )
        if claimed:  # otherwise another worker was quicker, which is fine
            return Task.objects.get(pk=pk)
    return None


def report(task: Task, *, done: int, total: int) -> bool:
    """Note how far it is and keep the lease. False: stop here; somebody asked, or another worker has it."""
    ours = Task.objects.filter(pk=task.pk, claim=task.claim)
    kept = ours.update(progress_done=done, progress_total=total, lease_until=now() + LEASE)
    goes_on = bool(kept) and not ours.filter(stop_asked_at__isnull=False).exists()
    if not goes_on:
        task.stopped_at = now()
    return goes_on


def note_results(task: Task, **results: Any) -> None:
    """Keep what came of it so far, beside what was noted before."""
    task.results = {**task.results, **results}
    Task.objects.filter(pk=task.pk, claim=task.claim).update(results=task.results)


@transaction.atomic
def finish(task: Task) -> None:
    """Done, or stopped where `report` said so. A repeating task is due again one period from now."""
    changes: dict[str, Any] = {"lease_until": None, "attempts": 0, "failure": ""}
    if task.repeat_seconds and task.stopped_at is None:
        changes["due_at"] = now() + timedelta(seconds=task.repeat_seconds)
        changes["started_at"] = None
    else:
        changes["finished_at"] = now()
        changes["stopped_at"] = task.stopped_at
    Task.objects.filter(pk=task.pk, claim=task.claim).update(**changes)


@transaction.atomic
def fail(task: Task, *, why: str) -> None:
    """It went wrong: again later, each time twice as late; a task that does not repeat stops in the end."""
    changes: dict[str, Any] = {"lease_until": None, "failure": why[:200]}
    if task.attempts >= MAX_ATTEMPTS and not task.repeat_seconds:
        changes["finished_at"] = now()
    else:
        wait_seconds = min(2 ** min(task.attempts, 8), 300)
        changes["due_at"] = now() + timedelta(seconds=wait_seconds)
    Task.objects.filter(pk=task.pk, claim=task.claim).update(**changes)


def give_back(task: Task) -> None:
    """The worker has to go: the task is free at once, and the attempt is not counted."""
    Task.objects.filter(pk=task.pk, claim=task.claim, finished_at=None).update(
        lease_until=None, claim="", attempts=models.F("attempts") - 1
    )


def put_off(task: Task, *, seconds: float) -> None:
    """Not over yet: it is due again after so long. The claim is given back, so that `finish` leaves it."""
    Task.objects.filter(pk=task.pk, claim=task.claim, finished_at=None).update(
        lease_until=None, claim="", attempts=0, failure="", due_at=now() + timedelta(seconds=seconds)
    )


def hurry(key: str) -> None:
    """A task that waits for its time is due at once; one that runs, or is over, stays as it is."""
    waiting = Task.objects.filter(key=key, finished_at=None, lease_until=None)
    waiting.filter(due_at__gt=now()).update(due_at=now())


@transaction.atomic
def ask_to_stop(task: Task, *, by: Any) -> None:
    """It ends at its next report; one that no worker holds ends at once. What is over stays as it is."""
    moment = now()
    open_task = Task.objects.filter(pk=task.pk, finished_at=None)
    if not open_task.update(stop_asked_at=moment):
        return
    unheld = models.Q(lease_until=None) | models.Q(lease_until__lt=moment)
    # The claim is taken away as well: a worker that slept through its lease must not go on afterwards.
    open_task.filter(unheld).update(finished_at=moment, stopped_at=moment, lease_until=None, claim="")
    audit.write("task.stop_asked", actor=by, subject=task)
    task.refresh_from_db()


@transaction.atomic
def resume(task: Task, *, by: Any) -> None:
    """A stopped or failed task is due again now; its chore goes on from `progress_done`."""
    stopped_or_failed = models.Q(stopped_at__isnull=False) | ~models.Q(failure="")
    over = Task.objects.filter(stopped_or_failed, pk=task.pk, finished_at__isnull=False)
    if not over.update(**_FRESH, due_at=now()):
        return
    audit.write("task.resumed", actor=by, subject=task)
    task.refresh_from_db()


def note_seen(task: Task, *, staff_id: int) -> None:
    """Its owner has seen how it ended; 今日 need not tell him any more."""
    ended = Task.objects.filter(pk=task.pk, for_staff_id=staff_id, finished_at__isnull=False, seen_at=None)
    ended.update(seen_at=now())


def forget_old() -> None:
    """Ended long ago: whoever wanted to know has looked."""
    Task.objects.filter(finished_at__lt=now() - KEEP_ENDED).delete()
