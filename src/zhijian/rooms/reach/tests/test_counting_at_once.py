"""What becomes otherwise after the tallies were brought up: the numbers know it at once."""

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.rooms.reach.coverage import Coverage
from zhijian.rooms.reach.queries.coverage import coverage_of, coverage_of_each
from zhijian.rooms.reach.services.care import note_declined, take_back
from zhijian.rooms.reach.services.following import note_follows
from zhijian.rooms.reach.services.tallying import bring_tallies_up

pytestmark = pytest.mark.django_db


def test_what_is_taken_back_counts_at_once(hedong: Unit) -> None:
    word = note_declined(a_member(hedong), by="tests")
    bring_tallies_up()

    take_back(word.act, by="tests", among=lambda members: members)

    assert coverage_of(hedong) == Coverage(unknown=1)


def test_a_follower_who_came_for_another_counts_there_at_once(
    town: Unit, hedong: Unit, account: Account
) -> None:
    west, mei = a_unit("河西村党支部", town), a_follower(account)
    note_follows(a_member(hedong), follower=mei)
    li = a_member(west, "李秀英")
    bring_tallies_up()

    note_follows(li, follower=mei)

    assert coverage_of_each([hedong, west]) == {
        hedong.pk: Coverage(unknown=1),
        west.pk: Coverage(follows=1),
    }
