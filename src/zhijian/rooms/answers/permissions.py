"""Pure questions about what a person may do here."""

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers


def may_edit_rules(staff: Staff, account: Account) -> bool:
    return may_edit_answers.on(staff, account)


def may_settle_unanswered(staff: Staff, account: Account) -> bool:
    return may_edit_answers.on(staff, account)
