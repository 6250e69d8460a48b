"""A unit as of a day says what the whole tree of that day says."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijian.foundation.org import services
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import (
    count_on,
    memberships_on,
    node_on,
    nodes_below,
    path_on,
    tops_on,
)
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.tests.builders import LONG_AGO, a_member, a_unit
from zhijian.foundation.org.tree import members_on, tree_on

pytestmark = pytest.mark.django_db

DAYS = [LONG_AGO + timedelta(days=300 * number) for number in range(-1, 6)]


@pytest.fixture
def town() -> Unit:
    """Each year something else: a move, a merger, a split, a renaming; members come and go."""
    town = a_unit()
    areas = [a_unit("沿河片区党总支", town), a_unit("山前片区党总支", town)]
    villages = [a_unit(f"第{number}村党支部", areas[number % 2]) for number in range(6)]
    members = [a_member(villages[number % 6], f"成员{number}") for number in range(18)]
    services.move_unit(villages[0], to=areas[1], on=DAYS[2], by="tests")
    services.move_member(members[1], to=villages[4], on=DAYS[2], by="tests")
    services.merge_units([villages[2]], into=villages[3], on=DAYS[3], by="tests")
    services.split_unit(villages[3], name="新村党支部", members=[members[3]], on=DAYS[4], by="tests")
    services.rename_unit(areas[0], name="沿河社区党总支", on=DAYS[4], by="tests")
    services.move_unit(areas[1], to=None, on=DAYS[5], by="tests")
    return town


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_one_unit_is_as_in_the_tree_of_the_day(town: Unit, day: date) -> None:
    tree = tree_on(day)
    for unit in Unit.objects.all():
        found = (
            node_on(day, unit.pk),
            path_on(day, unit.pk),
            [node.unit_id for node in nodes_below(day, unit.pk, EVERYTHING, most=99)],
            count_on(day, unit.pk),
            set(memberships_on(day, unit.pk).values_list("member", flat=True)),
        )

        alone = tree_on(day)
        alone.below.clear()
        assert found == (
            tree.nodes.get(unit.pk),
            tree.path_of(unit.pk),
            list(tree.below.get(unit.pk, ())),
            len(members_on(day, tree=tree, unit_id=unit.pk)),
            members_on(day, tree=alone, unit_id=unit.pk),
        )


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_day_begins_where_one_may_look(town: Unit, day: date) -> None:
    tree = tree_on(day)
    area = Unit.objects.get(name="山前片区党总支")
    visible = set(Unit.objects.filter(path__startswith=area.path).values_list("pk", flat=True))

    found = [
        [node.unit_id for node in tops_on(day, scope, most=99)] for scope in (EVERYTHING, Scope.of(area.path))
    ]

    tops = [key for key, node in tree.nodes.items() if key in visible and node.superior_id not in visible]
    assert found == [list(tree.below.get(None, ())), tops]


def test_a_day_costs_the_same_in_a_larger_tree(town: Unit) -> None:
    area = Unit.objects.get(name="沿河社区党总支")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            path_on(DAYS[5], area.pk)
            nodes_below(DAYS[5], area.pk, EVERYTHING, most=9)
            count_on(DAYS[5], area.pk)
        return len(asked)

    before = queries()
    for number in range(20):
        a_unit(f"第{number}组", area)

    assert (queries(), before) == (before, 4)
