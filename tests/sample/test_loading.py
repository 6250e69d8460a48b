"""What loading does where something is already."""

import pytest

from zhijian.config.sample import load_sample
from zhijian.config.sample.peopling import TownStands, make_town
from zhijian.config.sample.town import past, qinghe
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org import queries
from zhijian.foundation.org.models import Member, Membership, Unit
from zhijian.foundation.org.tests.builders import a_unit

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing(db: None) -> None:
    load_sample()

    assert load_sample() is False
    assert Member.objects.count() == qinghe.MEMBERS + len(past.DEPARTED)


def test_a_house_with_a_tree_of_its_own_keeps_it_as_it_is(db: None) -> None:
    a_unit("别的党委", code="other")

    assert load_sample() is True

    assert [unit.code for unit in Unit.objects.all()] == ["other"]
    assert set(Account.objects.values_list("unit", flat=True)) == {None}
    assert Member.objects.count() == 0


def test_made_up_town_has_exactly_the_sizes_and_is_made_once(db: None) -> None:
    make_town(members=700, units=60, seed=4)

    assert (Unit.objects.count(), Member.objects.count(), Membership.objects.count()) == (60, 700, 700)
    top = Unit.objects.get(superior=None)
    assert queries.counts_of(top).members == 700
    assert Member.objects.exclude(id_digest=None).count() == 0
    assert Line.objects.filter(action="town.made").count() == 1
    with pytest.raises(TownStands):
        make_town(members=700, units=60, seed=4)
