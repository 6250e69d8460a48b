"""An account, through the person asking."""

from django.shortcuts import get_object_or_404

from zhijian.foundation.accounts.models import Account, DomainFile
from zhijian.foundation.accounts.queries import accounts_visible_to, domain_files_of
from zhijian.foundation.staff.models import Staff


def account_to_see(staff: Staff, slug: str) -> Account:
    return get_object_or_404(accounts_visible_to(staff), slug=slug)


def file_to_remove(staff: Staff, slug: str, number: int) -> DomainFile:
    return get_object_or_404(domain_files_of(account_to_see(staff, slug)), pk=number)
