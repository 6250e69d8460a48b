from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db


def test_same_key_plans_one_task() -> None:
    tasks.plan("sweep", key="a")
    tasks.plan("sweep", key="a")

    assert Task.objects.count() == 1


def test_task_is_claimed_once_and_again_when_its_worker_died() -> None:
    tasks.plan("sweep", key="a")

    first, second = tasks.claim_one(), tasks.claim_one()
    Task.objects.update(lease_until=now() - timedelta(seconds=1))
    third = tasks.claim_one()

    assert (first and first.key, second, third and third.attempts) == ("a", None, 2)


def test_repeating_task_is_due_again_one_period_later() -> None:
    tasks.plan("sweep", key="a", repeat_seconds=3600)
    task = tasks.claim_one()
    assert task

    tasks.finish(task)

    kept = Task.objects.get()
    assert kept.due_at
    assert kept.finished_at is None
    assert 3500 < (kept.due_at - now()).total_seconds() <= 3600


def test_single_task_is_over_when_finished() -> None:
    tasks.plan("sweep", key="a")
    task = tasks.claim_one()
    assert task

    tasks.finish(task)

    assert (Task.objects.get().finished_at is not None, tasks.claim_one()) == (True, None)


def test_failing_task_comes_back_later_and_stops_in_the_end() -> None:
    tasks.plan("sweep", key="a")

    waits = []
    for _ in range(tasks.MAX_ATTEMPTS):
        Task.objects.update(due_at=now())
        task = tasks.claim_one()
        assert task
        tasks.fail(task, why="OSError")
        kept = Task.objects.get()
        assert kept.due_at
        waits.append(round((kept.due_at - now()).total_seconds()))

    assert (waits[:3], Task.objects.get().finished_at is not None) == ([2, 4, 8], True)


def test_progress_is_kept_and_tells_whether_to_go_on() -> None:
    tasks.plan("import", key="a")
    task = tasks.claim_one()
    assert task

    goes_on = tasks.report(task, done=3, total=10)
    Task.objects.update(stop_asked_at=now())
    still_goes_on = tasks.report(task, done=4, total=10)

    kept = Task.objects.get()
    assert (goes_on, still_goes_on, kept.progress_done, kept.progress_total) == (True, False, 4, 10)
