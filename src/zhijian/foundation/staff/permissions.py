"""Pure questions about what a person on the staff may do."""

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role


def may_edit_answers(staff: Staff) -> bool:
    return staff.is_active and staff.role in (Role.ADMINISTRATOR, Role.EDITOR)


def may_manage_accounts(staff: Staff) -> bool:
    return staff.is_active and staff.role == Role.ADMINISTRATOR
