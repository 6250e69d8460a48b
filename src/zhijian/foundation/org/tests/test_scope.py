import pytest

from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import units_within
from zhijian.foundation.org.scope import EVERYTHING, NOTHING, Scope
from zhijian.foundation.org.tests.builders import a_unit


def test_a_scope_keeps_only_the_tops() -> None:
    assert Scope.of("0000000100000002", "00000001", "00000003") == Scope(("00000001", "00000003"))


def test_neighbours_are_not_held() -> None:
    scope = Scope.of("0000000100000002")

    held = [scope.holds(path) for path in ("0000000100000002", "000000010000000200000009")]
    not_held = [scope.holds(path) for path in ("00000001", "0000000100000003", "")]

    assert (held, not_held) == ([True, True], [False, False, False])


def test_two_scopes_meet_where_both_hold() -> None:
    town, village, other = Scope.of("00000001"), Scope.of("0000000100000002"), Scope.of("00000009")

    assert (town & village, village & other, (village | other) & town) == (village, NOTHING, village)


@pytest.mark.django_db
def test_units_are_read_within_a_scope() -> None:
    town = a_unit("青禾镇党委")
    village, beyond = a_unit("河东村党支部", town), a_unit("云溪镇党委")
    group = a_unit("第一党小组", village)

    def names(scope: Scope) -> set[Unit]:
        return set(units_within(scope))

    assert names(Scope.of(village.path)) == {village, group}
    assert names(Scope.of(village.path, beyond.path)) == {village, group, beyond}
    assert (names(EVERYTHING), names(NOTHING)) == ({town, village, group, beyond}, set())
