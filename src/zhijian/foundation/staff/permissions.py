"""Pure questions about what a person on the staff may do: anywhere at all, or on one account.

may_edit_answers(staff)                 whether to show him the door
may_edit_answers.on(staff, account)     whether to let him, at this account
"""

from dataclasses import dataclass
from typing import Final

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff import roles
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.sight import holds_on


@dataclass(frozen=True, slots=True)
class May:
    """What holding one of `roles` allows."""

    roles: tuple[Role, ...]

    def __call__(self, staff: Staff) -> bool:
        """Anywhere at all."""
        return staff.rights.has(*self.roles)

    def on(self, staff: Staff, account: Account) -> bool:
        return holds_on(staff, account, *self.roles)

    def in_whole_house(self, staff: Staff) -> bool:
        return staff.rights.reach("", *self.roles)


may_edit_answers: Final = May(roles.EDIT_ANSWERS)
may_edit_library: Final = May(roles.EDIT_LIBRARY)
may_publish_menu: Final = May(roles.PUBLISH_MENU)
may_manage_accounts: Final = May(roles.MANAGE_ACCOUNTS)
may_manage_staff: Final = May(roles.MANAGE_STAFF)
may_read_audit: Final = May(roles.READ_AUDIT)
