"""Uses are counted from what is kept: each arrival once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.rooms.answers import counting
from zhijian.rooms.answers.models import RuleUse
from zhijian.rooms.answers.tests.builders import an_arrival, wrote

pytestmark = pytest.mark.django_db(databases="__all__")

EVENING = datetime(2026, 3, 6, 15, 59, tzinfo=UTC)  # a minute to midnight in Shanghai
START = datetime(2026, 3, 7, tzinfo=UTC)


def answered(account: Account, number: int, *, rule: int | None, at: datetime = EVENING) -> None:
    an_arrival(account, wrote("党费", msg_id=number), number=number)
    ArrivalRow.objects.filter(pk=number).update(rule_id=rule, received_at=at.timestamp())


def count(*, at: datetime, most: int = 100) -> None:
    while counting.count_some(at=at, most=most):
        pass
    counting.look_ahead(at=at)


def counts() -> list[tuple[int, date, int]]:
    return list(RuleUse.objects.order_by("rule_id", "day").values_list("rule_id", "day", "count"))


def minutes(number: int) -> datetime:
    return START + timedelta(minutes=number)


def test_each_use_is_counted_once_on_its_day_in_shanghai(account: Account) -> None:
    answered(account, 1, rule=7)
    answered(account, 2, rule=7, at=EVENING + timedelta(minutes=1))
    answered(account, 3, rule=None)
    answered(account, 4, rule=8)
    for number in range(0, 30, 5):
        count(at=minutes(number), most=2)

    assert counts() == [
        (7, date(2026, 3, 6), 1),
        (7, date(2026, 3, 7), 1),
        (8, date(2026, 3, 6), 1),
    ]


def test_later_uses_are_added_to_the_day(account: Account) -> None:
    answered(account, 1, rule=7)
    count(at=minutes(0))
    count(at=minutes(5))
    answered(account, 2, rule=7)
    count(at=minutes(10))
    count(at=minutes(15))
    count(at=minutes(20))

    assert counts() == [(7, date(2026, 3, 6), 2)]


def test_a_row_that_can_be_seen_only_later_is_not_missed(account: Account) -> None:
    answered(account, 2, rule=7)
    count(at=minutes(0))
    answered(account, 1, rule=7)  # its id was given first, its transaction ended last
    count(at=minutes(1))
    too_early = counts()
    count(at=minutes(5))

    assert (too_early, counts()) == ([], [(7, date(2026, 3, 6), 2)])


def test_counting_that_is_undone_counts_nothing_twice(account: Account) -> None:
    answered(account, 1, rule=7)
    count(at=minutes(0))

    with transaction.atomic():
        counting.count_some(at=minutes(5))
        transaction.set_rollback(True)  # as for a worker that dies before the commit
    undone = counts()
    count(at=minutes(5))

    assert (undone, counts()) == ([], [(7, date(2026, 3, 6), 1)])


def test_an_intake_put_back_from_a_backup_goes_on_from_where_it_is(account: Account) -> None:
    answered(account, 9, rule=7)
    for number in (0, 5, 10):
        count(at=minutes(number))
    ArrivalRow.objects.all().delete()
    answered(account, 3, rule=7)
    count(at=minutes(15))
    answered(account, 4, rule=7)
    for number in (20, 25, 30):
        count(at=minutes(number))

    assert counts() == [(7, date(2026, 3, 6), 2)]


def test_uses_at_an_account_that_is_gone_hold_nothing_up(account: Account) -> None:
    answered(account, 1, rule=7)
    answered(account, 2, rule=8)
    ArrivalRow.objects.filter(pk=1).update(account_id=account.pk + 1)
    for number in (0, 5):
        count(at=minutes(number))

    assert counts() == [(8, date(2026, 3, 6), 1)]
