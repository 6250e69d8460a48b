"""Pure questions about what a person on the staff may do."""

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role


def may_edit_answers(staff: Staff) -> bool:
    return _is_one_of(staff, Role.ADMINISTRATOR, Role.EDITOR)


def may_edit_library(staff: Staff) -> bool:
    return _is_one_of(staff, Role.ADMINISTRATOR, Role.EDITOR)


def may_publish_menu(staff: Staff) -> bool:
    return _is_one_of(staff, Role.ADMINISTRATOR, Role.EDITOR)


def may_manage_accounts(staff: Staff) -> bool:
    return _is_one_of(staff, Role.ADMINISTRATOR)


def may_manage_staff(staff: Staff) -> bool:
    return _is_one_of(staff, Role.ADMINISTRATOR)


def may_see_all_tasks(staff: Staff) -> bool:
    return _is_one_of(staff, Role.ADMINISTRATOR)


def _is_one_of(staff: Staff, *roles: Role) -> bool:
    return staff.rights.has(*roles)
