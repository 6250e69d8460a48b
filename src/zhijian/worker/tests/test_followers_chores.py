"""Chores about followers: known to the worker, at night, and not in the way of what is gone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers.services import reconciling, tagging
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.worker import chores, followers_chores

pytestmark = pytest.mark.django_db(databases="__all__")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_all_are_known_to_the_worker() -> None:
    assert set(followers_chores.CHORES) <= set(chores.CHORES)


@pytest.mark.parametrize(("hour", "day"), [(2, 1), (4, 2), (23, 2)])
def test_compared_shortly_after_three(hour: int, day: int) -> None:
    after = datetime(2026, 3, 1, hour, 30, tzinfo=SHANGHAI)

    assert followers_chores.next_night(after=after) == datetime(2026, 3, day, 3, 17, tzinfo=SHANGHAI)


def test_each_account_is_compared_each_night() -> None:
    accounts = {an_account(slug).pk for slug in ("a", "b")}

    reconciling.plan_for_all()

    planned = Task.objects.filter(name=reconciling.CHORE)
    assert {task.arguments["account"] for task in planned} == accounts


@pytest.mark.parametrize("name", [reconciling.CHORE, tagging.CHORE])
def test_account_that_is_gone_is_left_alone(name: str) -> None:
    account = an_account()
    tasks.plan(name, key="x", arguments={"account": account.pk})
    Account.objects.all().delete()
    task = tasks.claim_one()
    assert task is not None

    followers_chores.CHORES[name](task)

    assert (task.results, task.stopped_at) == ({}, None)
