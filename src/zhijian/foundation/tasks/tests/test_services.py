from datetime import timedelta

import pytest
from django.utils.timezone import now

from zhijian.foundation.audit.models import Line
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.tasks.queries import task_by_key, unseen_outcomes

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


def test_put_off_it_is_due_again_later_and_finishing_leaves_it() -> None:
    tasks.plan("look", key="look-1")
    task = tasks.claim_one()
    assert task

    tasks.put_off(task, seconds=30)
    tasks.finish(task)

    put_off = Task.objects.get()
    assert put_off.due_at
    assert (put_off.is_over, put_off.attempts, round((put_off.due_at - now()).total_seconds())) == (
        False,
        0,
        30,
    )


def test_hurried_it_is_due_at_once_but_one_that_runs_is_left_alone() -> None:
    tasks.plan("look", key="waits", due_at=now() + timedelta(seconds=30))
    tasks.plan("look", key="runs")
    running = tasks.claim_one()
    assert running
    Task.objects.filter(pk=running.pk).update(due_at=now() + timedelta(seconds=30))

    tasks.hurry("waits")
    tasks.hurry("runs")

    hurried = tasks.claim_one()
    assert hurried
    assert (hurried.key, tasks.claim_one()) == ("waits", None)
    assert Task.objects.filter(key="runs", due_at__gt=now()).exists()


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


def mine(key: str = "import-1") -> Task:
    tasks.plan("import", key=key, for_staff_id=7, title="导入名册")
    return Task.objects.get(key=key)


def lines() -> list[tuple[str, str]]:
    return list(Line.objects.values_list("action", "subject_name"))


def test_asked_to_stop_it_ends_at_its_next_report_and_keeps_what_is_done() -> None:
    mine()
    task = tasks.claim_one()
    assert task

    tasks.ask_to_stop(Task.objects.get(), by="Wen")
    before = Task.objects.get().is_over
    tasks.report(task, done=3, total=10)
    tasks.finish(task)

    kept = Task.objects.get()
    assert (before, kept.was_stopped, kept.progress_done) == (False, True, 3)
    assert lines() == [("task.stop_asked", "导入名册")]


def test_done_before_it_heard_of_the_stop_it_is_simply_done() -> None:
    mine()
    task = tasks.claim_one()
    assert task

    tasks.ask_to_stop(Task.objects.get(), by="Wen")
    tasks.finish(task)

    kept = Task.objects.get()
    assert (kept.is_over, kept.was_stopped) == (True, False)


def test_what_nobody_runs_yet_stops_at_once() -> None:
    task = mine()

    tasks.ask_to_stop(task, by="Wen")

    assert (task.was_stopped, tasks.claim_one()) == (True, None)


def test_what_is_over_cannot_be_stopped() -> None:
    mine()
    task = tasks.claim_one()
    assert task
    tasks.finish(task)

    tasks.ask_to_stop(task, by="Wen")

    assert (Task.objects.get().stop_asked_at, lines()) == (None, [])


def test_stopped_task_goes_on_from_where_it_was() -> None:
    mine()
    task = tasks.claim_one()
    assert task
    tasks.ask_to_stop(Task.objects.get(), by="Wen")
    tasks.report(task, done=3, total=10)
    tasks.note_results(task, rows=3)
    tasks.finish(task)

    tasks.resume(Task.objects.get(), by="Wen")
    again = tasks.claim_one()

    assert again
    assert (again.progress_done, again.results, again.stop_asked_at, again.attempts) == (
        3,
        {"rows": 3},
        None,
        1,
    )
    assert tasks.report(again, done=4, total=10)


def test_what_went_well_is_not_resumed() -> None:
    mine()
    task = tasks.claim_one()
    assert task
    tasks.finish(task)

    tasks.resume(task, by="Wen")

    assert (Task.objects.get().is_over, lines()) == (True, [])


def test_worker_that_slept_through_its_lease_writes_nothing() -> None:
    mine()
    slow = tasks.claim_one()
    Task.objects.update(lease_until=now() - timedelta(seconds=1))
    quick = tasks.claim_one()
    assert slow
    assert quick

    goes_on = tasks.report(slow, done=9, total=10)
    tasks.note_results(slow, rows=9)
    tasks.fail(slow, why="OSError")
    tasks.finish(slow)

    kept = Task.objects.get()
    assert (goes_on, kept.progress_done, kept.results, kept.failure, kept.is_over) == (
        False,
        0,
        {},
        "",
        False,
    )
    assert kept.claim == quick.claim


def test_report_keeps_the_lease() -> None:
    mine()
    task = tasks.claim_one()
    assert task
    Task.objects.update(lease_until=now() + timedelta(seconds=1))

    tasks.report(task, done=1, total=10)

    lease = Task.objects.get().lease_until
    assert lease
    assert lease > now() + timedelta(seconds=50)


def test_planned_anew_it_begins_from_nothing_but_a_running_one_goes_on() -> None:
    tasks.plan_anew("check", key="check", for_staff_id=7, title="检查")
    task = tasks.claim_one()
    assert task
    tasks.plan_anew("check", key="check", arguments={"n": 2}, for_staff_id=8, title="再查")
    running = Task.objects.get()
    tasks.note_results(task, rows=1)
    tasks.report(task, done=5, total=5)
    tasks.finish(task)

    tasks.plan_anew("check", key="check", arguments={"n": 3}, for_staff_id=9, title="再查")

    kept = Task.objects.get()
    assert (running.arguments, running.for_staff_id) == ({}, 7)
    assert (kept.arguments, kept.for_staff_id, kept.results, kept.progress_done) == ({"n": 3}, 9, {}, 0)
    assert tasks.claim_one() == kept


def test_each_sees_what_he_planned_and_an_administrator_sees_all() -> None:
    task = mine()
    tasks.plan("standing", key="standing", repeat_seconds=60)

    found = [
        task_by_key(key, staff_id=staff_id, sees_all=sees_all)
        for key in ("import-1", "standing")
        for staff_id, sees_all in ((7, False), (8, False), (8, True))
    ]

    assert found == [task, None, task, None, None, None]


def test_an_outcome_is_news_until_its_owner_has_seen_it() -> None:
    task = mine()
    since = now() - timedelta(days=1)
    before = list(unseen_outcomes(7, since=since))
    tasks.ask_to_stop(task, by="Wen")
    tasks.note_seen(task, staff_id=8)
    after = list(unseen_outcomes(7, since=since))

    tasks.note_seen(task, staff_id=7)

    assert (before, after, list(unseen_outcomes(7, since=since))) == ([], [task], [])


def test_only_what_ended_long_ago_is_forgotten() -> None:
    for key in ("old", "young", "open"):
        tasks.plan("sweep", key=key)
    Task.objects.filter(key="old").update(finished_at=now() - timedelta(days=91))
    Task.objects.filter(key="young").update(finished_at=now() - timedelta(days=89))

    tasks.forget_old()

    assert sorted(Task.objects.values_list("key", flat=True)) == ["open", "young"]
