"""What is kept of the past, for how long, and who sees to it that it goes."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.utils.timezone import localdate, now

from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.services import note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member
from zhijian.rooms.reach.models import Snapshot, Tallied, Word
from zhijian.rooms.reach.services.care import note_declined, note_reached, take_back
from zhijian.rooms.reach.services.tallying import bring_tallies_up, forget_old
from zhijian.rooms.reach.states import How, Standing

pytestmark = pytest.mark.django_db


def month_before(months: int) -> date:
    number = localdate().year * 12 + localdate().month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def test_a_picture_is_kept_for_25_months(hedong: Unit) -> None:
    months = [month_before(number) for number in (26, 25, 24, 1, 0)]
    for month in months:
        Snapshot.objects.create(unit=hedong, month=month)

    forget_old()

    assert list(Snapshot.objects.order_by("month").values_list("month", flat=True)) == months[1:]


@pytest.mark.parametrize(("days", "kept"), [(89, ["declined", "otherwise"]), (91, ["otherwise"])])
def test_a_word_that_holds_no_more_is_kept_for_90_days(hedong: Unit, days: int, kept: list[str]) -> None:
    chen = a_member(hedong)
    note_declined(chen, by="tests")
    note_reached(chen, how=How.CALL, by="tests")
    Word.objects.update(said_at=now() - timedelta(days=days))

    forget_old()

    assert sorted(Word.objects.values_list("standing", flat=True)) == kept


def test_a_word_that_may_come_back_is_kept(hedong: Unit) -> None:
    chen = a_member(hedong)
    note_declined(chen, by="tests")
    Word.objects.update(said_at=now() - timedelta(days=91))
    called = note_reached(chen, how=How.CALL, by="tests")

    forget_old()
    take_back(called.act, by="tests", among=list)

    assert Word.objects.get(is_current=True).standing == Standing.DECLINED


@pytest.mark.parametrize(("days", "kept"), [(89, 1), (91, 0)])
def test_a_word_about_who_left_is_kept_for_90_days(hedong: Unit, days: int, kept: int) -> None:
    chen = a_member(hedong)
    note_declined(chen, by="tests")
    note_departure(chen, state=MemberState.DIED, by="tests")
    Word.objects.update(said_at=now() - timedelta(days=days))

    forget_old()

    assert Word.objects.count() == kept


def test_who_counted_further_meanwhile_is_not_set_back(hedong: Unit) -> None:
    a_member(hedong)
    bring_tallies_up()
    Tallied.objects.update(until_id=F("until_id") + 5)
    further = Tallied.objects.get().until_id

    bring_tallies_up()

    assert Tallied.objects.get().until_id == further
