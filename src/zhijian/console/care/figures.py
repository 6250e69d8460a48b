"""The column 待联系 beside units: how many are still to contact there and below; no order comes of it."""

from collections.abc import Mapping, Sequence

from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.coverage import FEW
from zhijian.rooms.reach.permissions import may_see_care_of
from zhijian.rooms.reach.queries.coverage import coverage_of_each


def to_contact(staff: Staff, units: Sequence[Unit]) -> Mapping[int, str]:
    """Nothing where nobody is to contact. For who may not read the names, small numbers are left out, and so
    is what they could be worked out from: with one left out, the smallest of the others goes, too."""
    counted = {unit_id: one.not_yet for unit_id, one in coverage_of_each(units).items()}
    sees = {unit.pk for unit in units if may_see_care_of(staff, unit)}
    hidden = {key for key, count in counted.items() if key not in sees and 0 < count < FEW}
    others = sorted((count, key) for key, count in counted.items() if key not in sees | hidden and count)
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return {key: f"{count:,}" for key, count in counted.items() if count and key not in hidden}
