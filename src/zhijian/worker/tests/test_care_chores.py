from datetime import date

import pytest

from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.reach.models import Snapshot, Tally
from zhijian.worker import care_chores

pytestmark = pytest.mark.django_db


def test_standing_chores_are_planned_once() -> None:
    for _run in range(2):
        care_chores.plan_standing_chores()

    planned = Task.objects.order_by("name").values_list("name", "repeat_seconds")
    assert list(planned) == [(care_chores.COUNT, 15), (care_chores.PICTURE, 86_400)]


def test_the_night_counts_and_takes_the_months_picture() -> None:
    branch = a_unit("河东村党支部")
    a_member(branch)

    care_chores.CHORES[care_chores.PICTURE](Task())

    assert list(Tally.objects.values_list("unit", "unknown")) == [(branch.pk, 1)]
    assert list(Snapshot.objects.values_list("unit", "not_yet")) == [(branch.pk, 1)]


def test_the_night_forgets_what_is_old() -> None:
    Snapshot.objects.create(unit=a_unit("河东村党支部"), month=date(2020, 1, 1))

    care_chores.CHORES[care_chores.PICTURE](Task())

    assert not Snapshot.objects.exists()
