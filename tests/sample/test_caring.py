"""What the sample town knows of its people's phones, and of its accounts."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from zhijian.config.sample import content, load_sample
from zhijian.config.sample.caring import MONTHS, POSTERS, hang_posters
from zhijian.config.sample.town import qinghe
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.reach.chore import CHORE
from zhijian.rooms.reach.life import Loss, Stage
from zhijian.rooms.reach.models import Entry, Invitation, Snapshot, Word
from zhijian.rooms.reach.states import Reason, Standing

# What asks for a test database; each test stands within the one in which the town was loaded.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Unit]:
    """Loaded once, and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample()
        yield Unit.objects.get(code=qinghe.TOP)
        transaction.set_rollback(True)


def test_words_say_why_somebody_is_not_reached(town: Unit) -> None:
    current = Word.objects.filter(is_current=True)
    reasons = Counter(current.filter(standing=Standing.NOT_YET).values_list("reason", flat=True))

    assert set(reasons) == set(Reason.values)
    assert current.filter(standing=Standing.BOUND).count() == 0
    assert current.values("member").distinct().count() == current.count()


def test_somebody_of_the_village_visits_the_oldest(town: Unit) -> None:
    visited = Word.objects.exclude(helper=None).select_related("member", "helper")

    assert {(one.member.name, one.helper and one.helper.name) for one in visited} == {
        ("赵德明", "李秀英"),
        ("孙桂芳", "李秀英"),
    }


def test_past_months_add_up_and_more_are_bound_from_month_to_month(town: Unit) -> None:
    months = list(Snapshot.objects.filter(unit=town).order_by("month"))
    sums = {one.bound + one.follows + one.otherwise + one.declined + one.not_yet for one in months}

    assert (len(months), sums) == (MONTHS, {qinghe.MEMBERS})
    assert [one.bound for one in months] == sorted(one.bound for one in months)
    assert months[0].bound < months[-1].bound


def test_register_knows_that_one_account_is_lost(town: Unit) -> None:
    entries = {one.key: one for one in Entry.objects.select_related("account__unit")}

    assert set(entries) == {"qinghe", "tongqiao", content.LOST}
    lost = entries[content.LOST]
    assert (lost.stands, lost.loss, (lost.days_left or 0) < 0) == (Stage.LOST, Loss.PERSON, True)


def test_posters_hang_once_the_account_is_known_and_only_once(town: Unit) -> None:
    account = Account.objects.get(slug="qinghe")
    assert Invitation.objects.count() == 0

    hang_posters(account)
    hang_posters(account)

    found = Invitation.objects.select_related("unit")
    assert sorted(one.unit.code for one in found) == sorted(POSTERS)
    assert all(one.days.count() == POSTERS[one.unit.code] for one in found)
    assert Task.objects.filter(name=CHORE).count() == 1
