"""Sums that are kept: asked for once, and never a moment older than the roster."""

from collections.abc import Callable, Sequence

import pytest
from django.db import transaction

from zhijian.foundation.org import services
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.paths import path_of
from zhijian.foundation.org.queries import Kept
from zhijian.foundation.org.queries.keeping import WORTH_IT
from zhijian.foundation.org.tests.builders import LONG_AGO, a_member, a_unit

pytestmark = pytest.mark.django_db(transaction=True)


class Adding:
    """Counts how often it is asked, and for how many."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, units: Sequence[Unit]) -> dict[int, int]:
        self.asked.append(len(units))
        return {unit.pk: unit.members.count() for unit in units}


@pytest.fixture
def town() -> Unit:
    town = a_unit()
    Unit.objects.bulk_create(
        Unit(
            pk=number,
            code=f"U{number}",
            name=f"第{number}组",
            superior=town,
            path=path_of(number, below=town.path),
            opened_on=LONG_AGO,
        )
        for number in range(1001, 1000 + WORTH_IT)
    )
    return town


@pytest.mark.parametrize(
    "change",
    [
        a_member,
        lambda town: services.rename_unit(town, name="青禾镇委", by="tests"),
        lambda town: services.begin_tallies_anew(),
    ],
    ids=["a member", "a renaming", "tallies begun anew"],
)
def test_they_are_added_up_once_until_something_changes(town: Unit, change: Callable[[Unit], object]) -> None:
    services.bring_tallies_up()
    kept, adding = Kept[int](), Adding()
    before = [kept.of_each([town], adding) for _ in range(3)]
    asked_before = list(adding.asked)

    change(town)

    after = kept.of_each([town], adding)
    assert (before, asked_before) == ([{town.pk: 0}] * 3, [1])
    assert (after, adding.asked) == ({town.pk: town.members.count()}, [1, 1])


def test_what_is_added_up_at_once_is_not_kept(town: Unit) -> None:
    kept, adding = Kept[int](), Adding()
    small = Unit.objects.filter(pk__in=[1001, 1002])

    for _ in range(2):
        kept.of_each(small, adding)

    assert adding.asked == [2, 2]


def test_what_a_transaction_wrote_is_not_kept(town: Unit) -> None:
    kept, adding = Kept[int](), Adding()
    kept.of_each([town], adding)

    with transaction.atomic():
        a_member(town)
        within = kept.of_each([town], adding)
        transaction.set_rollback(True)
    a_unit("云溪镇党委")  # takes the number that was given back

    assert (within, kept.of_each([town], adding)) == ({town.pk: 1}, {town.pk: 0})


def test_other_questions_have_other_answers(town: Unit) -> None:
    kept, adding = Kept[int](), Adding()

    for year in (1961, 1962, 1961):
        kept.of_each([town], adding, about=year)

    assert adding.asked == [1, 1]
