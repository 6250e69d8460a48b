"""Numbers of whole subtrees: always what a plain count says, whatever happened since they were tallied."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase

from zhijian.foundation.org import paths, services
from zhijian.foundation.org.elders import elders_born_by
from zhijian.foundation.org.models import Change, Member, Tally, TallyMark, Total, Unit
from zhijian.foundation.org.queries import (
    Counts,
    changes_since,
    counts_of,
    counts_of_each,
    settled_change,
    units_touched_since,
)
from zhijian.foundation.org.services.changes import forget_old_changes
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.org.tests.faults import table_gone

YEAR = elders_born_by()


def plainly(unit: Unit, year: int = YEAR) -> Counts:
    inside = Unit.objects.filter(path__gte=unit.path, path__lt=paths.end_of(unit.path))
    people = Member.objects.filter(state=MemberState.ACTIVE, unit__in=inside)
    return Counts(
        inside.filter(closed_on=None).exclude(pk=unit.pk).count(),
        people.count(),
        people.filter(birth_year__lte=year).count(),
    )


@pytest.fixture
def town(db: None) -> Unit:
    return a_unit()


class TestCounts:
    def test_are_read_from_totals_alone(self, town: Unit) -> None:
        village = a_unit("河东村党支部", town)
        a_member(village, birth_year=YEAR)
        a_member(town, birth_year=YEAR + 1)
        services.bring_tallies_up()
        Total.objects.filter(unit=town).update(members=8)  # nobody looks at tallies or members any more
        Tally.objects.update(members=7)

        assert counts_of(town) == Counts(1, 8, 1)

    def test_are_added_up_from_tallies_while_a_unit_has_moved(self, town: Unit) -> None:
        village, other = a_unit("河东村党支部", town), a_unit("云溪镇党委")
        a_member(a_unit("一组", village))
        services.bring_tallies_up()
        Total.objects.update(members=9)

        services.move_unit(village, to=other, by="tests")

        assert counts_of_each([town, other]) == {town.pk: Counts(0, 0, 0), other.pk: Counts(2, 1, 0)}

    def test_include_what_happened_since(self, town: Unit) -> None:
        village, other = a_unit("河东村党支部", town), a_unit("河西村党支部", town)
        member = a_member(village, birth_year=1950)
        services.bring_tallies_up()

        services.move_member(member, to=other, by="tests")
        a_member(a_unit("新村党支部", town))

        assert counts_of_each([town, village, other]) == {
            town.pk: Counts(3, 2, 1),
            village.pk: Counts(0, 0, 0),
            other.pk: Counts(0, 1, 1),
        }

    def test_turn_with_the_year_before_anybody_counted(self, town: Unit) -> None:
        a_member(town, birth_year=YEAR + 1)
        services.bring_tallies_up()

        found = [counts_of(town, elders_born_by=YEAR + later).elders for later in (0, 1, 2, -1)]

        assert found == [0, 1, 1, 0]

    def test_of_fifty_take_one_query(self, town: Unit) -> None:
        villages = [a_unit(f"第{number}村党支部", town) for number in range(50)]
        a_member(villages[7])
        services.bring_tallies_up()

        with CaptureQueriesContext(connection) as asked:
            found = counts_of_each(villages)

        assert (len(asked), found[villages[7].pk].members) == (1, 1)

    def test_of_nothing_are_nothing(self) -> None:
        assert counts_of_each([]) == {}


class TestBringingUp:
    def test_counts_only_what_was_touched(self, town: Unit) -> None:
        village = a_unit("河东村党支部", town)
        first = services.bring_tallies_up()
        a_member(village)

        counted = (first, services.bring_tallies_up(), services.bring_tallies_up())

        assert counted == (2, 1, 0)
        assert TallyMark.objects.get().change == Change.objects.latest("pk").pk

    def test_adds_up_what_was_touched(self, town: Unit) -> None:
        village, other = a_unit("河东村党支部", town), a_unit("河西村党支部", town)
        services.bring_tallies_up()
        a_member(a_unit("一组", village), birth_year=YEAR)

        services.bring_tallies_up()

        assert counts_of_each([town, village, other]) == {
            town.pk: Counts(3, 1, 1),
            village.pk: Counts(1, 1, 1),
            other.pk: Counts(0, 0, 0),
        }

    def test_cut_short_leaves_numbers_right(self, town: Unit) -> None:
        services.bring_tallies_up()
        a_member(town)
        Change.objects.bulk_create(Change(unit_id=town.pk + number) for number in range(2000))

        with table_gone("org_total"), pytest.raises(DatabaseError):
            services.bring_tallies_up()

        assert (TallyMark.objects.get().totals_of, counts_of(town)) == (None, plainly(town))

    def test_adds_up_again_after_a_unit_has_moved(self, town: Unit) -> None:
        village, other = a_unit("河东村党支部", town), a_unit("云溪镇党委")
        a_member(a_unit("一组", village))
        services.bring_tallies_up()
        services.move_unit(village, to=other, by="tests")

        services.bring_tallies_up()

        sums = Total.objects.order_by("unit").values_list("unit__name", "units", "members")
        assert list(sums) == [
            ("青禾镇党委", 1, 0),
            ("河东村党支部", 2, 1),
            ("云溪镇党委", 3, 1),
            ("一组", 1, 1),
        ]

    def test_counts_again_when_the_year_turned(self, town: Unit) -> None:
        services.bring_tallies_up()
        Tally.objects.update(born_by=YEAR - 1)
        TallyMark.objects.update(totals_of=YEAR - 1)

        assert (services.bring_tallies_up(), Tally.objects.get().born_by) == (1, YEAR)

    def test_never_goes_back(self, town: Unit) -> None:
        services.bring_tallies_up()
        TallyMark.objects.update(change=10_000)  # as another worker left it

        services.bring_tallies_up()

        assert TallyMark.objects.get().change == 10_000

    def test_anew_begins_with_nothing(self, town: Unit) -> None:
        a_member(town)
        services.bring_tallies_up()
        Member.objects.update(state=MemberState.LEFT)  # past every service: no change was written

        services.begin_tallies_anew()

        assert counts_of(town).members == 0

    def test_loses_no_change_that_is_older_than_a_week(self, town: Unit) -> None:
        services.bring_tallies_up()
        a_member(town)
        a_member(a_unit("河东村党支部", town))
        Change.objects.update(at=now() - timedelta(days=30))

        forget_old_changes()

        assert counts_of(town) == plainly(town)


class TestTouched:
    def test_names_units_once_and_none_below(self, town: Unit) -> None:
        village = a_unit("河东村党支部", town)
        a_unit("一组", village)
        mark = settled_change()
        assert mark is not None
        for name in ("陈玉兰", "王建国"):
            a_member(village, name)

        services.rename_unit(town, name="青禾镇委", by="tests")

        assert units_touched_since(mark, most=2) == frozenset({village.pk, town.pk})
        assert units_touched_since(mark, most=1) is None

    def test_begins_anew_where_changes_were_forgotten(self, town: Unit) -> None:
        first = Change.objects.latest("pk").pk
        for name in ("陈玉兰", "王建国"):
            a_member(town, name)
        Change.objects.filter(pk__lte=first + 1).delete()

        assert changes_since(first) is None
        assert units_touched_since(first, most=9) is None
        assert units_touched_since(first + 1, most=9) == frozenset({town.pk})

    def test_is_nothing_in_an_empty_tree(self, db: None) -> None:
        assert (settled_change(), units_touched_since(0, most=9)) == (0, frozenset())


ACTS = (
    "enrol",
    "move",
    "depart",
    "return",
    "correct",
    "open",
    "move unit",
    "merge",
    "split",
    "tally",
    "tally",
)


class TestWhateverHappens(HypothesisCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 99), st.integers(0, 99)), max_size=25))
    def test_sums_are_what_a_plain_count_says(self, acts: Sequence[tuple[str, int, int]]) -> None:
        a_unit("云溪镇党委")
        town = a_unit()
        for name in ("河东村党支部", "河西村党支部"):
            a_member(a_unit(name, town), birth_year=YEAR)
        for act, first, second in acts:
            happen(act, first, second)

            there = list(Unit.objects.all())
            assert counts_of_each(there) == {unit.pk: plainly(unit) for unit in there}


def happen(act: str, first: int, second: int) -> None:
    """One act on some unit or member; what the tree does not allow is left."""
    units = list(Unit.objects.filter(closed_on=None).order_by("pk"))
    people = list(Member.objects.select_related("unit").order_by("pk"))
    here, there = units[first % len(units)], units[second % len(units)]
    member = people[first % len(people)]
    active = member.state == MemberState.ACTIVE
    match act:
        case "enrol":
            a_member(here, birth_year=YEAR - 2 + second % 5)
        case "move" if active:
            services.move_member(member, to=there, by="tests")
        case "depart" if active:
            services.note_departure(member, state=MemberState.LEFT, by="tests")
        case "return" if not member.unit.closed_on:
            services.take_back_departure(member, by="tests")
        case "correct":
            given = services.Particulars(name=member.name, birth_year=YEAR - 2 + second % 5)
            services.correct_member(member, particulars=given, by="tests")
        case "open":
            a_unit(f"第{Unit.objects.count()}组", here)
        case "move unit" if not paths.is_within(there.path, here.path):
            services.move_unit(here, to=there, by="tests")
        case "merge" if not paths.is_within(there.path, here.path):
            services.merge_units([here], into=there, by="tests")
        case "split":
            mine = list(here.members.filter(state=MemberState.ACTIVE)[: 1 + second % 2])
            services.split_unit(here, name="新支部", members=mine, by="tests")
        case "tally":
            services.bring_tallies_up()
