"""Pure questions about who may do what in the register.

Read by those who also see names on the roster: an account's administrator is a name. Facts are kept by the
administrator and the organisation commissioner (editor); what an account's life turns on, its owner among
it, is the administrator's.
"""

from typing import Final

from zhijian.foundation.staff.permissions import May
from zhijian.foundation.staff.roles import MANAGE_ACCOUNTS, SEE_MEMBERS, Role

SEE_REGISTER: Final = SEE_MEMBERS
KEEP_REGISTER: Final = (Role.ADMINISTRATOR, Role.EDITOR)

may_see_register: Final = May(SEE_REGISTER)
may_keep_register: Final = May(KEEP_REGISTER)
may_manage_register: Final = May(MANAGE_ACCOUNTS)
