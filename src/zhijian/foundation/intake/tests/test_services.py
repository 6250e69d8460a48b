from datetime import UTC, datetime

import pytest

from zhijian.foundation.intake import queries, services
from zhijian.foundation.intake.arrivals import Arrival, StoredArrival
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.intake.replay import replay
from zhijian.foundation.intake.tests.builders import an_arrival

pytestmark = pytest.mark.django_db(databases="__all__")


class Clock:
    def __init__(self) -> None:
        self.now = 1_767_225_600.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def store(*arrivals: Arrival) -> list[int]:
    rows = [
        ArrivalRow(**arrival._asdict(), lease_until=0.0, tries=0, is_replay=False) for arrival in arrivals
    ]
    return [row.pk for row in ArrivalRow.objects.bulk_create(rows)]


def claimed_ids(clock: Clock, **how: float) -> list[int]:
    return [row.id for row in services.claim_unheard(clock=clock, **how)]  # type: ignore[arg-type]  # limit is int


def test_a_claim_brings_everything_the_rooms_need(clock: Clock) -> None:
    (id_,) = store(an_arrival(4, followups='[{"kind": "text", "text": "还有"}]'))

    (row,) = services.claim_unheard(clock=clock)

    assert row == StoredArrival(
        id=id_,
        account_id=7,
        account="qinghe",
        received_at=datetime(2026, 1, 1, 0, 0, 0, 250_000, UTC),
        msg_id="4",
        from_openid="oMei",
        created_at=1_767_225_600,
        type="text",
        event="",
        event_key="",
        raw="<xml><Content>你好</Content></xml>".encode(),
        answer="<xml>4</xml>",
        outcome="answered",
        rule_id=3,
        followups='[{"kind": "text", "text": "还有"}]',
        is_replay=False,
        tries=1,
    )
    assert row.letters == [{"kind": "text", "text": "还有"}]


def test_claims_take_the_oldest_first_and_never_twice(clock: Clock) -> None:
    ids = store(*(an_arrival(number) for number in range(5)))

    claims = [claimed_ids(clock, limit=2), claimed_ids(clock, limit=2), claimed_ids(clock, limit=9)]

    assert claims == [ids[:2], ids[2:4], ids[4:]]


def test_rows_of_a_dead_worker_come_back_after_the_lease(clock: Clock) -> None:
    ids = store(an_arrival(1))
    claimed_ids(clock, lease_seconds=60)
    clock.now += 59
    during = claimed_ids(clock)
    clock.now += 1

    assert (during, claimed_ids(clock)) == ([], ids)


def test_what_was_heard_does_not_come_again(clock: Clock) -> None:
    ids = store(an_arrival(1), an_arrival(2))
    services.mark_heard(claimed_ids(clock, limit=1), clock=clock)
    clock.now += 3600

    assert claimed_ids(clock) == ids[1:]


def test_what_a_room_failed_to_hear_comes_again_later_each_time(clock: Clock) -> None:
    store(an_arrival(1))
    pauses = []
    for _ in range(13):
        (row,) = services.claim_unheard(clock=clock)
        pauses.append(services.put_off(row, clock=clock))
        assert claimed_ids(clock) == []
        clock.now += pauses[-1]

    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]


def test_replay_brings_back_only_what_was_heard(clock: Clock) -> None:
    heard, _unheard, other = store(an_arrival(1), an_arrival(2), an_arrival(3, account_id=8))
    services.mark_heard([heard, other], clock=clock)

    count = replay(account_id=7)

    rows = services.claim_unheard(clock=clock)
    assert (count, [(row.msg_id, row.is_replay) for row in rows]) == (1, [("1", True), ("2", False)])


def test_replay_chooses_by_time_and_by_id(clock: Clock) -> None:
    ids = store(*(an_arrival(hour, received_at=clock.now + 3600 * hour) for hour in range(4)))
    services.mark_heard(ids, clock=clock)
    moment = [datetime.fromtimestamp(clock.now + 3600 * hour, UTC) for hour in range(4)]

    counts = [
        replay(account_id=7, since=moment[1], until=moment[3]),
        replay(account_id=7, arrival_id=ids[3]),
        replay(account_id=8, arrival_id=ids[0]),
    ]

    assert (counts, claimed_ids(clock)) == ([2, 1, 0], ids[1:])


def test_replay_of_many_goes_page_by_page(clock: Clock) -> None:
    ids = store(*(an_arrival(number) for number in range(1200)))
    services.mark_heard(ids, clock=clock)

    assert (replay(account_id=7), queries.unheard_count()) == (1200, 1200)


def test_how_far_the_worker_is_behind(clock: Clock) -> None:
    nothing_there = queries.seconds_behind(clock=clock)
    store(an_arrival(1, received_at=clock.now - 30), an_arrival(2, received_at=clock.now - 10))

    assert (nothing_there, queries.seconds_behind(clock=clock), queries.stored_count(account_id=7)) == (
        0,
        30,
        2,
    )
