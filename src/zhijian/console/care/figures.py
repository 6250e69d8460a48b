"""The column 待联系 beside units: how many are still to contact there and below; no order comes of it."""

from collections.abc import Mapping, Sequence

from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.coverage import FEW
from zhijian.rooms.reach.permissions import may_see_care_of
from zhijian.rooms.reach.queries.coverage import coverage_of_each


def to_contact(staff: Staff, lists: Sequence[Sequence[Unit]]) -> Mapping[int, str]:
    """Nothing where nobody is to contact. For who may not read the names, small numbers are left out, and so
    is what they could be worked out from: with one of a list left out, the smallest of its others goes, too:
    those of a list are neighbours, and the number of what is above them may be known."""
    counted = coverage_of_each([unit for units in lists for unit in units])
    shown: dict[int, str] = {}
    for units in lists:
        numbers = {unit.pk: counted[unit.pk].not_yet for unit in units}
        hidden = _hidden(numbers, sees={unit.pk for unit in units if may_see_care_of(staff, unit)})
        shown |= {key: f"{count:,}" for key, count in numbers.items() if count and key not in hidden}
    return shown


def _hidden(numbers: Mapping[int, int], *, sees: set[int]) -> set[int]:
    hidden = {key for key, count in numbers.items() if key not in sees and 0 < count < FEW}
    others = sorted((count, key) for key, count in numbers.items() if key not in sees | hidden and count)
    return hidden | {others[0][1]} if len(hidden) == 1 and others else hidden
