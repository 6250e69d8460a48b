"""Arrivals and visits: what is kept, for how long, and who gets what."""

from datetime import UTC, datetime, timedelta

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.services import note_left
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.authorize import gives_sign_in
from zhijian.foundation.visits.errors import CannotSignIn, StateTooOld, StateUsed
from zhijian.foundation.visits.models import Arrival, Visit
from zhijian.foundation.visits.queries import visit_by_token, visits_of
from zhijian.foundation.visits.states import Outcome

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def mei(account: Account) -> Follower:
    return a_follower(account)


def arrived(account: Account, *, browser: str = "phone") -> Arrival:
    return visits.come_back(
        visits.begin_arrival(account, browser=browser, to="home"), browser=browser, code="c"
    )


@pytest.mark.parametrize(
    ("what", "gives"),
    [
        ({}, True),
        ({"is_verified": False}, False),
        ({"kind": "subscription"}, False),
        ({"is_trusted_to_send": False}, False),
    ],
)
def test_sign_in_is_for_verified_service_accounts(
    account: Account, what: dict[str, object], gives: bool
) -> None:
    Account.objects.filter(pk=account.pk).update(**what)
    account.refresh_from_db()

    assert gives_sign_in(account) is gives
    if not gives:
        with pytest.raises(CannotSignIn):
            visits.begin_arrival(account, browser="phone", to="home")


def test_a_state_is_good_for_five_minutes_to_the_second(account: Account) -> None:
    states = [visits.begin_arrival(account, browser="phone", to="", clock=lambda: NOON) for _ in range(2)]
    late, too_late = NOON + timedelta(minutes=5), NOON + timedelta(minutes=5, seconds=1)

    visits.come_back(states[0], browser="phone", code="c", clock=lambda: late)

    with pytest.raises(StateTooOld):
        visits.come_back(states[1], browser="phone", code="c", clock=lambda: too_late)


def test_a_code_is_traded_by_one_worker_only(account: Account) -> None:
    arrival = arrived(account)

    claimed = [visits.claim_waiting(account.pk) for _ in range(2)]

    assert claimed == [[arrival], []]


def test_a_late_answer_changes_nothing_that_is_settled(account: Account, mei: Follower) -> None:
    arrived(account)
    (arrival,) = visits.claim_waiting(account.pk)
    visits.note_outcome(arrival, Outcome.STALE)

    visits.note_outcome(arrival, Outcome.IN, follower=mei)

    assert (Arrival.objects.get().outcome, Arrival.objects.get().follower) == (Outcome.STALE, None)


def test_an_arrival_opens_one_visit(account: Account, mei: Follower) -> None:
    arrived(account)
    (arrival,) = visits.claim_waiting(account.pk)
    visits.note_outcome(arrival, Outcome.IN, follower=mei)
    arrival.refresh_from_db()

    token = visits.take_in(arrival, device="苹果手机")

    found = visit_by_token(token)
    assert found
    assert (found.follower, found.device) == (mei, "苹果手机")
    with pytest.raises(StateUsed):
        visits.take_in(arrival, device="苹果手机")


def test_a_visit_lasts_thirty_days_from_the_last_time(mei: Follower) -> None:
    token = visits.open_visit(mei, device="", clock=lambda: NOON)
    visit = Visit.objects.get()
    soon = visits.note_seen(visit, clock=lambda: NOON + timedelta(minutes=59))

    renewed = visits.note_seen(visit, clock=lambda: NOON + timedelta(days=29))

    days = (30, 58, 60)
    still = [visit_by_token(token, at=NOON + timedelta(days=day)) is not None for day in days]
    assert (soon, renewed, still) == (False, True, [True, True, False])


def test_what_is_over_is_forgotten(account: Account, mei: Follower) -> None:
    arrived(account)
    Task.objects.update(finished_at=NOON)
    visits.open_visit(mei, device="", clock=lambda: NOON)
    Arrival.objects.update(begun_at=NOON)
    kept = visits.open_visit(mei, device="", clock=lambda: NOON + timedelta(days=20))

    visits.forget_old(clock=lambda: NOON + timedelta(days=31))

    assert (Arrival.objects.count(), Task.objects.filter(name=visits.CHORE).count()) == (0, 0)
    assert list(Visit.objects.all()) == [visit_by_token(kept, at=NOON + timedelta(days=31))]


def test_visits_of_who_left_the_account_are_forgotten(account: Account, mei: Follower) -> None:
    visits.open_visit(mei, device="")
    note_left(account_id=account.pk, openid=mei.openid, at=NOON)

    visits.forget_old()

    assert not Visit.objects.exists()


def test_nobody_is_signed_in_without_a_secret(mei: Follower) -> None:
    visits.open_visit(mei, device="")

    assert (visit_by_token(""), visit_by_token("invented"), visits_of(mei).count()) == (None, None, 1)
