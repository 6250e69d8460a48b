"""Pure questions about who may do what in this room.

Coverage and the care list are read by whoever sees the names on the roster; saying how somebody is reached is
roster-keeping, too: the secretary, the organisation commissioner (editor) and the administrator, each within
his own part of the tree. Nobody else, above or beside, reads names here.
"""

from typing import Final

from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import May
from zhijian.foundation.staff.roles import KEEP_ROSTER, SEE_MEMBERS

may_see_care: Final = May(SEE_MEMBERS)
may_give_care: Final = May(KEEP_ROSTER)


def may_see_care_of(staff: Staff, unit: Unit) -> bool:
    return staff.rights.reach(unit.path, *SEE_MEMBERS)


def may_give_care_to(staff: Staff, unit: Unit) -> bool:
    return staff.rights.reach(unit.path, *KEEP_ROSTER)
