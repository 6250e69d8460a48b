"""An account, through the person asking."""

from django.shortcuts import get_object_or_404

from zhijian.console.account_reach import account_for
from zhijian.foundation.accounts.models import Account, DomainFile
from zhijian.foundation.accounts.queries import domain_files_of
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts


def account_to_manage(staff: Staff, slug: str) -> Account:
    return account_for(staff, slug, may_manage_accounts)


def account_to_know(staff: Staff, slug: str) -> Account:
    """What it can do is told to whoever writes for it."""
    return account_for(staff, slug, may_edit_answers)


def file_to_remove(staff: Staff, slug: str, number: int) -> DomainFile:
    return get_object_or_404(domain_files_of(account_to_manage(staff, slug)), pk=number)
