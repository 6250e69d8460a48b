from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import services as followers
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.tests.builders import LONG_AGO, a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Change, Member, Unit
from zhijian.foundation.org.services import move_member, move_unit, note_departure
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.org.tests.faults import table_gone
from zhijian.rooms.reach.coverage import Coverage
from zhijian.rooms.reach.models import Following, Snapshot, Tallied, Word
from zhijian.rooms.reach.queries.coverage import coverage_of, coverage_of_each
from zhijian.rooms.reach.queries.newly import newly_not_reached
from zhijian.rooms.reach.queries.past import past_of
from zhijian.rooms.reach.services.care import note_declined, note_reached, say_how_reached
from zhijian.rooms.reach.services.following import note_follows
from zhijian.rooms.reach.services.tallying import bring_tallies_up, forget_old, take_snapshots
from zhijian.rooms.reach.states import How, Reason, Standing
from zhijian.rooms.reach.tests.builders import a_branch_of_every_standing

pytestmark = pytest.mark.django_db

ONE_OF_EACH = Coverage(bound=1, follows=1, otherwise=1, declined=1, phone_changed=1, no_wechat=1, unknown=1)


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def town() -> Unit:
    return a_unit("青禾镇党委")


@pytest.fixture
def branch(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


@pytest.mark.parametrize("is_tallied", [False, True])
def test_a_unit_counts_everybody_below_it(
    town: Unit, branch: Unit, account: Account, is_tallied: bool
) -> None:
    a_branch_of_every_standing(branch, account)
    a_member(town, "何建平")
    if is_tallied:
        bring_tallies_up()

    assert coverage_of_each([town, branch]) == {
        town.pk: ONE_OF_EACH + Coverage(unknown=1),
        branch.pk: ONE_OF_EACH,
    }


def test_what_changed_since_the_tally_counts_at_once(town: Unit, branch: Unit, account: Account) -> None:
    west = a_unit("河西村党支部", town)
    people = a_branch_of_every_standing(branch, account)
    bring_tallies_up()

    note_declined(people["欧阳文静"], by="tests")
    a_bound_follower(account, people["赵德明"], "o-zhao")
    followers.note_left(account_id=account.pk, openid="o-chen", at=LONG_AGO)
    note_departure(people["钱家和"], state=MemberState.DIED, by="tests")
    move_member(people["孙桂芳"], to=west, by="tests")

    east = Coverage(bound=1, follows=1, declined=2, unknown=1)
    assert coverage_of_each([town, branch, west]) == {
        town.pk: east + Coverage(otherwise=1),
        branch.pk: east,
        west.pk: Coverage(otherwise=1),
    }


@pytest.mark.parametrize("is_counted_again", [False, True])
def test_a_unit_that_moves_takes_its_numbers_along(
    town: Unit, branch: Unit, account: Account, is_counted_again: bool
) -> None:
    hall = a_unit("沿河片区党总支", a_unit("云溪镇党委"))
    a_branch_of_every_standing(branch, account)
    bring_tallies_up()

    move_unit(branch, to=hall, by="tests")
    if is_counted_again:
        bring_tallies_up()

    assert coverage_of_each([town, hall]) == {town.pk: Coverage(), hall.pk: ONE_OF_EACH}


def test_a_level_of_the_tree_costs_no_more_than_one_unit(town: Unit) -> None:
    units = [a_unit(f"第{number}党支部", town) for number in range(20)]
    for unit in units:
        a_member(unit)
    bring_tallies_up()

    with CaptureQueriesContext(connection) as one:
        coverage_of(units[0])
    with CaptureQueriesContext(connection) as many:
        found = coverage_of_each(units)

    assert (len(many), len(found)) == (len(one), 20)


def test_bringing_up_twice_counts_only_what_changed(town: Unit, branch: Unit) -> None:
    a_member(branch)
    first = bring_tallies_up()
    a_member(branch, "李秀英")

    assert (first, bring_tallies_up(), bring_tallies_up()) == (2, 1, 0)
    assert Tallied.objects.get().has_totals


def test_counting_cut_short_leaves_numbers_right(branch: Unit) -> None:
    bring_tallies_up()
    a_member(branch)
    Change.objects.bulk_create(Change(unit_id=branch.pk + number) for number in range(2000))

    with table_gone("reach_total"), pytest.raises(DatabaseError):
        bring_tallies_up()

    assert (Tallied.objects.get().has_totals, coverage_of(branch)) == (False, Coverage(unknown=1))


def test_a_follower_who_left_is_forgotten(branch: Unit, account: Account) -> None:
    chen = a_member(branch)
    note_follows(chen, follower=a_follower(account, "o-chen"))
    bring_tallies_up()
    followers.note_left(account_id=account.pk, openid="o-chen", at=LONG_AGO)

    bring_tallies_up()

    assert (Following.objects.count(), coverage_of(branch)) == (0, Coverage(unknown=1))


# --- The standings add up ------------------------------------------------------------------------------

ACTS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 7)), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_standings_add_up_to_the_active_members(
    branch: Unit, account: Account, acts: list[tuple[int, int]]
) -> None:
    """Whatever happened in whatever order, with or without a tally in between."""
    people = [a_member(branch, f"同志{number}") for number in range(5)]
    for number, act in acts:
        _happens(people[number], act, account)

    found = coverage_of(branch)

    active = Member.objects.filter(unit=branch, state=MemberState.ACTIVE).count()
    assert found.members == active
    assert found.not_yet == sum(found.reasons.values())
    Member.objects.filter(unit=branch).update(state=MemberState.LEFT)
    Follower.objects.all().delete()
    Word.objects.all().delete()


def _happens(member: Member, act: int, account: Account) -> None:
    member.refresh_from_db(fields=["state"])
    if member.state != MemberState.ACTIVE:
        return
    openid = f"o-{member.pk}"
    if act == 0 and not member.bindings.exists():
        follower = a_follower(account, f"{openid}-{now().timestamp()}")
        followers.bind(follower, member=member, way=Way.PHONE)
    elif act == 1:
        for binding in member.bindings.all():
            followers.unbind(binding)
    elif act == 2:
        note_follows(member, follower=a_follower(account, openid))
    elif act == 3:
        note_declined(member, by="tests")
    elif act == 4:
        note_reached(member, how=How.CALL, by="tests")
    elif act == 5:
        say_how_reached(member, standing=Standing.NOT_YET, reason=Reason.NO_PHONE, by="tests")
    elif act == 6:
        bring_tallies_up()
    else:
        note_departure(member, state=MemberState.MOVED, by="tests")


# --- A unit beside its own past ------------------------------------------------------------------------


def test_a_month_keeps_its_last_picture(town: Unit, branch: Unit, account: Account) -> None:
    people = a_branch_of_every_standing(branch, account)
    bring_tallies_up()
    take_snapshots(on=date(2026, 5, 3))
    note_reached(people["欧阳文静"], how=How.CALL, by="tests")
    bring_tallies_up()

    take_snapshots(on=date(2026, 5, 31))

    rows = Snapshot.objects.order_by("unit").values_list("unit", "month", "bound", "otherwise", "not_yet")
    assert list(rows) == [
        (town.pk, date(2026, 5, 1), 1, 2, 2),
        (branch.pk, date(2026, 5, 1), 1, 2, 2),
    ]


def test_now_stands_beside_the_month_before(branch: Unit) -> None:
    month = (localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    Snapshot.objects.create(unit=branch, month=month, bound=30, follows=5, otherwise=3, not_yet=12)
    Snapshot.objects.create(unit=branch, month=localdate().replace(day=1), bound=41)

    past = past_of(branch, Coverage(bound=41, unknown=9), sees_names=True)

    assert (past.before and past.before.reached, past.now, past.is_hidden) == (38, 41, False)


@pytest.mark.parametrize(
    ("before", "now_reached", "not_yet", "sees_names", "is_hidden"),
    [
        (40, 41, 9, True, False),
        (40, 41, 9, False, True),  # one person's coming would show
        (30, 41, 9, False, False),
        (30, 41, 3, False, True),
        (41, 41, 0, False, False),
    ],
)
def test_few_are_not_shown_to_who_sees_no_names(
    branch: Unit, before: int, now_reached: int, not_yet: int, sees_names: bool, is_hidden: bool
) -> None:
    month = (localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    Snapshot.objects.create(unit=branch, month=month, bound=before, not_yet=0)

    past = past_of(branch, Coverage(bound=now_reached, unknown=not_yet), sees_names=sees_names)

    assert past.is_hidden is is_hidden


def test_words_about_who_left_long_ago_are_forgotten(branch: Unit) -> None:
    stays, gone = a_member(branch), a_member(branch, "李秀英")
    for member in (stays, gone):
        note_declined(member, by="tests")
    note_reached(stays, how=How.CALL, by="tests")
    note_departure(gone, state=MemberState.DIED, by="tests")
    Word.objects.update(said_at=now() - timedelta(days=91))

    forget_old()

    assert list(Word.objects.values_list("member", "standing")) == [(stays.pk, "otherwise")]


# --- Newly not reached ---------------------------------------------------------------------------------


def test_newly_not_reached_are_those_nobody_spoke_of(branch: Unit, account: Account) -> None:
    a_member(branch, "老同志")
    names = ("新来的", "问过的", "离开的")
    _new, spoken_of, left = (a_member(branch, name, on=localdate()) for name in names)
    note_declined(spoken_of, by="tests")
    followers.unbind(a_bound_follower(account, left))

    assert [member.name for member in newly_not_reached(branch)] == sorted(["新来的", "离开的"])
