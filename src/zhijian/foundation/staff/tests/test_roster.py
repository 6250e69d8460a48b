"""What somebody sees of the tree, the roster and the accounts."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.org import services as org
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.scope import EVERYTHING, NOTHING, Scope
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.roster import (
    members_kept_by,
    members_visible_to,
    scope_for,
    transfers_visible_to,
    units_shaped_by,
    units_visible_to,
)
from zhijian.foundation.staff.sight import accounts_for, accounts_visible_to, holds_on
from zhijian.foundation.staff.tests.builders import a_person, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Unit:
    return a_unit("青禾镇党委")


@pytest.fixture
def village(town: Unit) -> Unit:
    return a_unit("河东村党支部", town)


@pytest.fixture
def neighbour(town: Unit) -> Unit:
    return a_unit("沿河村党支部", town)


def person(*posts: tuple[str, Unit | None], name: str = "lin") -> Staff:
    """As a request finds him: fetched anew, with nothing role-like but his posts."""
    made = a_person(name, *posts)
    return Staff.objects.get(pk=made.pk)


def test_a_role_reaches_its_unit_and_all_below(town: Unit, village: Unit, neighbour: Unit) -> None:
    group = a_unit("第一党小组", village)

    lin = person((Role.EDITOR, village))

    assert scope_for(lin) == Scope.of(village.path)
    assert set(units_visible_to(lin)) == {village, group}
    assert set(units_shaped_by(lin)) == {village, group}


def test_without_a_unit_a_role_reaches_the_whole_house(town: Unit, village: Unit) -> None:
    wen = person((Role.ADMINISTRATOR, None))

    assert scope_for(wen) == EVERYTHING
    assert set(units_visible_to(wen)) == {town, village}


def test_each_role_reaches_only_where_it_is_held(village: Unit, neighbour: Unit) -> None:
    chen, zhou = a_member(village, "陈玉兰"), a_member(neighbour, "周建")
    lin = person((Role.EDITOR, village), (Role.AUDITOR, neighbour))

    assert (chen.name, zhou.name) == ("陈玉兰", "周建")
    assert set(units_visible_to(lin)) == {village, neighbour}
    assert set(units_shaped_by(lin)) == {village}
    assert set(members_visible_to(lin)) == set(members_kept_by(lin)) == {chen}


def test_a_term_that_has_not_begun_or_is_over_reaches_nothing(village: Unit) -> None:
    lin, today = a_person("lin"), localdate()
    a_post(lin, Role.EDITOR, village, until_day=today - timedelta(days=1))
    a_post(lin, Role.SECRETARY, village, from_day=today + timedelta(days=1))

    found = Staff.objects.get(pk=lin.pk)

    assert (scope_for(found), list(units_visible_to(found)), list(members_visible_to(found))) == (
        NOTHING,
        [],
        [],
    )


def test_the_last_day_of_a_term_still_counts(village: Unit) -> None:
    lin = a_person("lin")
    a_post(lin, Role.EDITOR, village, until_day=localdate())

    assert list(units_visible_to(Staff.objects.get(pk=lin.pk))) == [village]


def test_who_was_switched_off_sees_nothing(village: Unit) -> None:
    lin = a_person("lin", (Role.EDITOR, village), is_active=False)

    assert list(units_visible_to(Staff.objects.get(pk=lin.pk))) == []


def test_both_ends_see_a_transfer_and_others_do_not(town: Unit, village: Unit, neighbour: Unit) -> None:
    beyond = a_unit("云溪村党支部", town)
    transfer = org.ask_for_transfer(a_member(village), to=neighbour, by="tests")

    seen = [
        list(transfers_visible_to(person((Role.SECRETARY, unit), name=f"s{unit.pk}")))
        for unit in (village, neighbour, beyond)
    ]

    assert seen == [[transfer], [transfer], []]


def test_an_account_is_reached_from_its_unit_or_above(town: Unit, village: Unit, neighbour: Unit) -> None:
    of_town, of_village = an_account("town", unit=town), an_account("village", unit=village)
    of_nobody = an_account("house")
    everybody = {
        "wen": person((Role.ADMINISTRATOR, None), name="wen"),
        "bo": person((Role.EDITOR, town), name="bo"),
        "lin": person((Role.EDITOR, village), name="lin"),
        "zhou": person((Role.EDITOR, neighbour), name="zhou"),
    }

    seen = {name: set(accounts_visible_to(staff)) for name, staff in everybody.items()}

    assert seen == {
        "wen": {of_town, of_village, of_nobody},
        "bo": {of_town, of_village},
        "lin": {of_village},
        "zhou": set(),
    }


def test_accounts_are_asked_for_by_role(village: Unit, neighbour: Unit) -> None:
    his, not_his = an_account("his", unit=village), an_account("not-his", unit=neighbour)
    lin = person((Role.EDITOR, village), (Role.AUDITOR, neighbour))

    assert set(accounts_visible_to(lin)) == {his, not_his}
    assert set(accounts_for(lin, Role.EDITOR, Role.ADMINISTRATOR)) == {his}
    assert [holds_on(lin, account, Role.EDITOR) for account in (his, not_his)] == [True, False]
