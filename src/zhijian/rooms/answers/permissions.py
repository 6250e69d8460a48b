"""Pure questions about what a person may do here."""

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers


def may_edit_rules(staff: Staff, account: Account) -> bool:
    """Every account, for now: roles limited to a part of the house come with units."""
    return may_edit_answers(staff)


def may_settle_unanswered(staff: Staff, account: Account) -> bool:
    return may_edit_answers(staff)
