"""The generator: pure, the same for the same seed, of exactly the size that was asked for."""

import tracemalloc
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijian.config.sample.town import PersonPlan, Reached, UnitPlan, past, people_of, qinghe, units_of
from zhijian.foundation.org import numbers, paths
from zhijian.foundation.org.models import Member, Unit
from zhijian.rooms.reach.states import How, Reason, Standing

YEAR = 2026


def qinghe_people() -> list[PersonPlan]:
    return list(people_of(units_of(), qinghe.MEMBERS, seed=qinghe.SEED, year=YEAR))


def age_of(person: PersonPlan) -> int:
    return YEAR - person.birth_year if person.birth_year else 0


def depth_of(plan: UnitPlan, tree: dict[str, UnitPlan]) -> int:
    return 0 if not plan.superior else 1 + depth_of(tree[plan.superior], tree)


@given(seed=st.integers(0, 9999), members=st.integers(0, 300), units=st.integers(1, 400))
@settings(max_examples=40, deadline=None)
def test_same_seed_and_sizes_make_the_same_town(seed: int, members: int, units: int) -> None:
    first, second = (units_of(units, seed=seed) for _ in range(2))
    some, same = (list(people_of(first, members, seed=seed, year=YEAR)) for _ in range(2))

    assert (first, some) == (second, same)
    assert (len(first), len(some)) == (units, members)


def test_another_seed_makes_other_people() -> None:
    tree = units_of()
    one, other = ([p.name for p in people_of(tree, 400, seed=seed, year=YEAR)] for seed in (1, 2))

    assert one != other


@given(seed=st.integers(0, 9999), units=st.integers(1, 6000))
@settings(max_examples=12, deadline=None)
def test_every_unit_stands_below_one_that_came_before_it(seed: int, units: int) -> None:
    tree = units_of(units, seed=seed)
    known: dict[str, UnitPlan] = {}
    for plan in tree:
        assert plan.superior in known or (plan.superior == "" and not known), plan
        known[plan.code] = plan

    assert len(known) == units
    assert max(depth_of(plan, known) for plan in tree) < paths.DEEPEST
    longest = Unit._meta.get_field("name").max_length or 0
    assert all(0 < len(plan.name) <= longest for plan in tree)


@given(seed=st.integers(0, 9999), members=st.integers(1, 2000), units=st.integers(1, 300))
@settings(max_examples=15, deadline=None)
def test_nobody_is_in_two_units_and_no_two_share_a_code(seed: int, members: int, units: int) -> None:
    tree = units_of(units, seed=seed)
    codes = {plan.code for plan in tree}
    people = list(people_of(tree, members, seed=seed, year=YEAR))

    assert {person.unit for person in people} <= codes
    assert len({person.code for person in people}) == members
    assert all(len(person.code) == 8 for person in people)


def test_telephones_are_of_no_range_there_is_and_of_a_form_the_roster_takes() -> None:
    phones = [person.phone for person in qinghe_people() if person.phone]

    assert [phone for phone in phones if not (len(phone) == 11 and phone.startswith("100"))] == []
    assert all(numbers.is_phone(phone) and numbers.tidy_phone(phone) == phone for phone in phones)


def test_nobody_has_what_could_be_an_id_number() -> None:
    for person in qinghe_people():
        said = (person.code, person.name, person.phone, person.joined, person.note)
        assert not any(numbers.is_id_number(one) for one in said)


def test_telephones_are_shared_by_a_few_elders_and_their_families_alone() -> None:
    bearers = Counter(person.phone for person in qinghe_people() if person.phone)

    shared = [phone for phone, count in bearers.items() if count > 1]
    assert 1 <= len(shared) <= 20
    assert max(bearers.values()) <= 3


def test_qinghe_has_nine_branches_and_four_hundred_people() -> None:
    branches = [plan for plan in units_of() if plan.kind == "党支部"]
    people = qinghe_people()

    assert (len(branches), len(people), len(units_of())) == (9, 400, 18)
    assert sum(plan.weight for plan in units_of()) == qinghe.MEMBERS
    assert Counter(p.unit for p in people)["hedong"] == 63


def test_two_of_hedong_are_called_wang_jianguo_and_differ_in_age() -> None:
    namesakes = [p for p in qinghe_people() if (p.name, p.unit) == ("王建国", "hedong")]

    assert [age_of(one) for one in namesakes] == [67, 41]


def test_there_are_elders_commuters_and_people_with_long_names() -> None:
    people = qinghe_people()

    assert sum(age_of(person) >= 65 for person in people) > 80
    assert sum(qinghe.COMMUTING in person.labels for person in people) > 15
    assert "买买提江·阿卜杜热合曼" in {person.name for person in people}
    assert max(len(plan.name) for plan in units_of()) == 25
    longest = Member._meta.get_field("name").max_length or 0
    assert max(len(person.name) for person in people) <= longest


def test_a_few_have_no_telephone_and_no_birth_year() -> None:
    people = qinghe_people()

    assert 5 < sum(not person.phone for person in people) < 60
    assert 2 < sum(person.birth_year is None for person in people) < 40


def test_words_of_how_people_are_reached_are_those_of_the_room() -> None:
    people = qinghe_people()

    assert {str(one) for one in Reached} == set(Standing.values)
    hows = {person.why for person in people if person.reached == Reached.OTHERWISE}
    reasons = {person.why for person in people if person.reached == Reached.NOT_YET}
    assert (hows - set(How.values), reasons - set(Reason.values)) == (set(), set())
    counted = Counter(person.reached for person in people)
    assert all(counted[one] for one in Reached), counted


def test_who_holds_an_office_is_on_the_roster() -> None:
    tails = {person.phone[-4:] for person in qinghe_people() if person.phone.startswith("1000000")}
    units = {plan.code for plan in units_of()}

    assert {term.tail for term in past.TERMS} <= tails
    assert {term.unit for term in past.TERMS} <= units


@pytest.mark.timeout(60)
def test_a_million_people_in_fifty_thousand_units_pass_by_without_being_held() -> None:
    tree = units_of(50_000, seed=3)
    tracemalloc.start()
    passing = people_of(tree, 1_000_000, seed=3, year=YEAR)
    before, _ = tracemalloc.get_traced_memory()

    some = sum(1 for _ in islice(passing, 20_000))

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(tree), some) == (50_000, 20_000)
    assert most - before < 5_000_000
