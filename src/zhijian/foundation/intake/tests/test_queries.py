"""Questions about what is kept."""

import pytest
from django.db import connections

from zhijian.foundation.intake import queries, services
from zhijian.foundation.intake.arrivals import Arrival
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.intake.queries import Guided
from zhijian.foundation.intake.tests.builders import an_arrival

pytestmark = pytest.mark.django_db(databases="__all__")


def store(*arrivals: Arrival) -> list[int]:
    rows = [
        ArrivalRow(**arrival._asdict(), lease_until=0.0, tries=0, is_replay=False) for arrival in arrivals
    ]
    return [row.pk for row in ArrivalRow.objects.bulk_create(rows)]


def test_what_became_of_messages_is_counted_by_outcome() -> None:
    store(
        an_arrival(1, received_at=100.0),
        an_arrival(2, received_at=100.0, outcome="default"),
        an_arrival(3, received_at=100.0, outcome="default"),
        an_arrival(4, received_at=99.0),  # before
        an_arrival(5, received_at=200.0),  # after
        an_arrival(6, received_at=100.0, event="CLICK"),
        an_arrival(7, received_at=100.0, account_id=8),
        an_arrival(8, received_at=100.0, from_openid="", outcome="malformed"),
    )

    counted = queries.outcomes(account_id=7, since=100.0, until=200.0)

    assert counted == {"answered": 1, "default": 2}


def test_the_last_guided_answers_of_one_person_come_newest_first() -> None:
    store(
        an_arrival(1, outcome="guided", rule_id=1, received_at=1.0),
        an_arrival(2, outcome="answered", rule_id=2),
        an_arrival(3, outcome="guided", rule_id=3, received_at=3.0),
        an_arrival(4, outcome="guided", rule_id=4, from_openid="oBo"),
        an_arrival(5, outcome="guided", rule_id=5, account_id=8),
        an_arrival(6, outcome="guided", rule_id=None),
    )

    found = queries.last_guided(account_id=7, openid="oMei")

    assert found == [Guided(3, 3.0), Guided(1, 1.0)]
    assert queries.last_guided(account_id=7, openid="oMei", most=1) == [Guided(3, 3.0)]


def test_the_look_for_guided_answers_goes_through_their_own_index() -> None:
    with connections["intake"].cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT rule_id, received_at FROM intake_arrival WHERE account_id = 7"
            " AND from_openid = 'o' AND outcome = 'guided' AND rule_id IS NOT NULL ORDER BY id DESC LIMIT 20"
        )
        plan = str(cursor.fetchall())

    assert "intake_arrival_guided" in plan


def test_what_became_of_a_late_answer_is_written_into_its_row() -> None:
    (pk,) = store(an_arrival(1, outcome="late", rule_id=None))

    services.note_answer(pk, outcome="answered", rule_id=9)

    row = ArrivalRow.objects.get(pk=pk)
    assert (row.outcome, row.rule_id) == ("answered", 9)
