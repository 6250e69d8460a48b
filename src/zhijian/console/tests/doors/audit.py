"""操作记录."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.roles import READ_AUDIT


def audit_pages(account: Account) -> Sequence[Page]:
    return (Page("audit", "/console/audit/", to=READ_AUDIT),)
