from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from zhijian.foundation.audit.models import Line
from zhijian.foundation.org import services
from zhijian.foundation.org.errors import (
    ChangedMeanwhile,
    CodeTaken,
    DayOutOfOrder,
    NameMissing,
    StillInUse,
    TooDeep,
    UnderItself,
    UnitClosed,
)
from zhijian.foundation.org.models import Change, Member, Succession, Unit
from zhijian.foundation.org.paths import DEEPEST
from zhijian.foundation.org.queries import path_of_unit, search_units, superiors_among, tops_of, units_below
from zhijian.foundation.org.scope import EVERYTHING, Scope
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.org.tree import Tree, members_on, tree_on

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2023, 5, 1), date(2025, 3, 1)


@pytest.fixture
def town() -> Unit:
    return a_unit("青禾镇党委", code="QH")


@pytest.fixture
def area(town: Unit) -> Unit:
    return a_unit("沿河片区党总支", town, code="QH-1")


@pytest.fixture
def village(area: Unit) -> Unit:
    return a_unit("河东村党支部", area, code="QH-11")


def names_below(tree: Tree, unit: Unit) -> list[str]:
    return [node.name for node in tree.subtree_of(unit.pk)]


def test_a_unit_knows_its_place(town: Unit, area: Unit, village: Unit) -> None:
    assert (village.path, village.depth, village.kind) == (area.path + f"{village.pk:08d}", 2, "党支部")
    assert [step.called for step in path_of_unit(village)] == ["青禾镇党委", "沿河片区党总支", "河东村党支部"]


def test_units_of_one_level_in_their_order(town: Unit) -> None:
    second = services.open_unit(name="乙支部", superior=town, position=2, by="tests")
    first = services.open_unit(name="丙支部", superior=town, position=1, by="tests")
    a_unit("第一党小组", first)

    found = list(units_below(town, EVERYTHING))
    assert (found, superiors_among([*found, town])) == ([first, second], {first.pk, town.pk})


def test_a_code_is_given_once(town: Unit) -> None:
    with pytest.raises(CodeTaken):
        a_unit("别的镇党委", code="QH")

    assert list(Unit.objects.all()) == [town]


def test_a_unit_needs_a_name(town: Unit) -> None:
    with pytest.raises(NameMissing):
        a_unit("  ", town)


def test_an_old_day_sees_the_old_name(town: Unit, village: Unit) -> None:
    services.rename_unit(village, name="河东社区党支部", kind="党支部", on=LATER, by="tests")

    before, after = tree_on(LATER - timedelta(days=1)), tree_on(LATER)

    assert (before.nodes[village.pk].name, after.nodes[village.pk].name) == (
        "河东村党支部",
        "河东社区党支部",
    )


def test_two_changes_on_one_day_are_one_era(village: Unit) -> None:
    services.rename_unit(village, name="河东社区党支部", on=LATER, by="tests")
    services.rename_unit(village, name="河东新村党支部", on=LATER, by="tests")

    assert [era.name for era in village.eras.order_by("from_day")] == ["河东村党支部", "河东新村党支部"]


def test_a_change_cannot_come_before_the_last_one(village: Unit) -> None:
    services.rename_unit(village, name="河东社区党支部", on=LATER, by="tests")

    with pytest.raises(DayOutOfOrder):
        services.rename_unit(village, name="河东新村党支部", on=EARLIER, by="tests")


def test_nothing_changes_tomorrow(village: Unit) -> None:
    with pytest.raises(DayOutOfOrder):
        services.rename_unit(village, name="x", on=localdate() + timedelta(days=1), by="tests")


def test_the_second_of_two_editors_learns_of_the_first(village: Unit) -> None:
    services.rename_unit(village, name="河东社区党支部", seen_version=1, by="tests")

    with pytest.raises(ChangedMeanwhile):
        services.rename_unit(village, name="河东新村党支部", seen_version=1, by="tests")


def test_a_subtree_moves_whole(town: Unit, area: Unit, village: Unit) -> None:
    group = a_unit("第一党小组", village)
    other = a_unit("山前片区党总支", town)

    services.move_unit(village, to=other, on=LATER, by="tests")

    group.refresh_from_db()
    assert [step.called for step in path_of_unit(group)] == [
        "青禾镇党委",
        "山前片区党总支",
        "河东村党支部",
        "第一党小组",
    ]
    assert names_below(tree_on(EARLIER), area) == ["沿河片区党总支", "河东村党支部", "第一党小组"]
    assert names_below(tree_on(LATER), area) == ["沿河片区党总支"]


def test_a_unit_cannot_stand_below_itself(town: Unit, area: Unit, village: Unit) -> None:
    for below in (area, village):
        with pytest.raises(UnderItself):
            services.move_unit(area, to=below, by="tests")

    area.refresh_from_db()
    assert area.superior == town


def test_a_tree_is_not_bottomless(town: Unit) -> None:
    lowest = town
    for step in range(DEEPEST - 1):
        lowest = a_unit(f"第{step}层", lowest)

    with pytest.raises(TooDeep):
        a_unit("再下一层", lowest)
    with pytest.raises(TooDeep):
        services.move_unit(a_unit("另一处"), to=lowest, by="tests")


def test_what_is_in_use_is_not_closed(area: Unit, village: Unit) -> None:
    a_member(village)

    with pytest.raises(StillInUse) as of_village:
        services.close_unit(village, by="tests")
    with pytest.raises(StillInUse) as of_area:
        services.close_unit(area, by="tests")

    assert (of_village.value.units, of_village.value.members) == (0, 1)
    assert (of_area.value.units, of_area.value.members) == (1, 0)


def test_a_closed_unit_leaves_the_tree_and_stays_in_the_past(area: Unit, village: Unit) -> None:
    services.close_unit(village, on=LATER, by="tests")

    assert names_below(tree_on(EARLIER), area) == ["沿河片区党总支", "河东村党支部"]
    assert names_below(tree_on(LATER), area) == ["沿河片区党总支"]
    assert list(units_below(area, EVERYTHING)) == []
    with pytest.raises(UnitClosed):
        a_unit("第一党小组", village)


def test_a_merger_takes_everybody_along(town: Unit, area: Unit, village: Unit) -> None:
    one, two, group = a_member(village), a_member(area, "王建国"), a_unit("第一党小组", village)
    other = a_unit("山前片区党总支", town)

    services.merge_units([village, area], into=other, on=LATER, by="tests")

    assert set(Member.objects.values_list("name", "unit__name")) == {
        ("陈玉兰", "山前片区党总支"),
        ("王建国", "山前片区党总支"),
    }
    group.refresh_from_db()
    assert group.superior == other
    assert members_on(EARLIER, tree=tree_on(EARLIER), unit_id=area.pk) == {one.pk, two.pk}
    assert members_on(LATER, tree=tree_on(LATER), unit_id=other.pk) == {one.pk, two.pk}
    assert set(Succession.objects.values_list("predecessor__code", "how")) == {
        ("QH-1", "merge"),
        ("QH-11", "merge"),
    }


def test_a_part_splits_off_with_its_people(area: Unit, village: Unit) -> None:
    one, two = a_member(village), a_member(village, "王建国")
    elsewhere = a_member(area, "李秀英")

    part = services.split_unit(
        village, name="河东村第二党支部", members=[two, elsewhere], on=LATER, by="tests"
    )

    units = dict(Member.objects.values_list("name", "unit__name"))
    assert units == {one.name: "河东村党支部", two.name: part.name, elsewhere.name: "沿河片区党总支"}
    assert part.superior == area


@pytest.mark.parametrize("text", ["河东", "hedong", "hdc", "qh-11", "河东 沿河", "河东 青禾", "河东村 yanhe"])
def test_a_unit_is_found_by_what_people_type(village: Unit, text: str) -> None:
    assert search_units(EVERYTHING, text) == [village]


def test_a_unit_is_found_by_its_former_name(village: Unit) -> None:
    services.rename_unit(village, name="新河社区党支部", by="tests")

    assert [unit.name for unit in search_units(EVERYTHING, "河东村")] == ["新河社区党支部"]


def test_a_search_stays_within_what_may_be_seen(town: Unit, village: Unit) -> None:
    beyond = a_unit("河东镇党委")

    assert search_units(Scope.of(town.path), "河东") == [village]
    assert search_units(Scope.of(beyond.path), "河东 青禾") == []


def test_the_tree_begins_where_rights_begin(town: Unit, area: Unit, village: Unit) -> None:
    assert list(tops_of(EVERYTHING)) == [town]
    assert list(tops_of(Scope.of(village.path))) == [village]


def test_each_act_leaves_its_line_and_tells_who_follows(town: Unit) -> None:
    Change.objects.all().delete()

    services.rename_unit(town, name="青禾街道党工委", by="Wen")

    line = Line.objects.get(action="unit.renamed")
    assert (line.actor_name, line.subject_name) == ("Wen", "青禾街道党工委")
    assert [(change.unit_id, change.is_subtree) for change in Change.objects.all()] == [(town.pk, True)]


def test_a_unit_may_be_merged_into_what_was_split_off_that_day(town: Unit, village: Unit) -> None:
    part = services.split_unit(village, name="新村党支部", members=[], by="tests")

    services.merge_units([village], into=part, by="tests")

    assert list(Succession.objects.values_list("predecessor", "successor", "how")) == [
        (village.pk, part.pk, "merge")
    ]
