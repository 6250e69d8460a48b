"""Whether somebody does this kind of work anywhere; whether he does it here, `reach.py` answers."""

from typing import Final

from zhijian.foundation.staff import roles
from zhijian.foundation.staff.permissions import May

may_see_units: Final = May(roles.SEE_UNITS)
may_see_members: Final = May(roles.SEE_MEMBERS)
may_keep_roster: Final = May(roles.KEEP_ROSTER)
may_shape_tree: Final = May(roles.SHAPE_TREE)
may_approve_transfers: Final = May(roles.APPROVE_TRANSFERS)
