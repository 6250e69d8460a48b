"""Accounts of which there may be one too many: told to whom, and not told of which."""

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff import joint_acts
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.queries.duplicates import duplicates_within
from zhijian.rooms.reach.queries.names import check_all
from zhijian.rooms.reach.queries.register import alarms_of
from zhijian.rooms.reach.services import closing, register, watching
from zhijian.rooms.reach.tests.builders import a_plan

pytestmark = pytest.mark.django_db


def test_none_is_told_of_beyond_ones_own_part(town: Unit, hedong: Unit) -> None:
    elsewhere = a_unit("云溪镇党委")
    for name in ("云溪镇党建", "云溪镇先锋"):
        register.enter_account(name=name, unit=elsewhere, by="tests")
    register.enter_account(name="河东村党支部", unit=hedong, by="tests")
    an_account("yunxi", name="河东村党支部", unit=elsewhere)

    assert (len(duplicates_within(EVERYTHING)), duplicates_within(Scope.of(town.path))) == (2, [])


def test_two_accounts_on_one_telephone_are_no_wonder(town: Unit, hedong: Unit, wen: Staff) -> None:
    for unit in (town, hedong):
        entry = register.enter_account(name=unit.name, unit=unit, by="tests")
        register.name_administrator(entry, name="周敏", phone="13900000001", by=wen)

    assert duplicates_within(EVERYTHING) == []


def test_one_wished_for_or_about_to_go_is_not_too_many(
    account: Account, town: Unit, wen: Staff, lin: Staff
) -> None:
    going = register.enter_account(name="青禾镇先锋", unit=town, by=wen)
    joint_acts.agree(closing.ask_to_close(going, a_plan(), by=wen), by=lin)
    register.propose_account(name="青禾镇组工", unit=town, needed_for="老党员", answered_by="何建平", by=wen)

    watching.look_at_all()

    assert (duplicates_within(EVERYTHING), alarms_of(account.register_entry)) == ([], [])


class TestNamesBeyondSight:
    """Somebody of 青禾镇 looks; 云溪镇 is none of his."""

    @pytest.fixture
    def yunxi(self) -> Unit:
        return a_unit("云溪镇党委")

    def test_one_that_comes_near_is_not_told(self, town: Unit, yunxi: Unit) -> None:
        an_account("mine", name="青河镇之声", unit=town)
        an_account("near", name="青禾镇之声", unit=yunxi)

        (seen,) = check_all(Scope.of(town.path))

        assert "青禾镇之声" not in [found.what for found in seen.findings]

    def test_one_that_is_taken_is_not_proposed(self, town: Unit, yunxi: Unit) -> None:
        an_account("mine", name="幸福里", unit=town)
        an_account("taken", name="青禾镇党委", unit=yunxi)

        (mine,) = check_all(Scope.of(town.path))

        assert mine.proposals == ["青禾镇党建", "青禾镇先锋"]
