"""Reading accounts, one file a subject."""

from zhijian.foundation.accounts.queries.accounts import (
    Credentials,
    Doorplate,
    account_by_slug,
    accounts_visible_to,
    credentials_of,
    doorplate_of,
    doorplates,
    holds_sample_accounts,
    revisions,
)
from zhijian.foundation.accounts.queries.checks import (
    allowances_of,
    changes_of,
    checks_of,
    domain_file_by_name,
    domain_files_of,
    grants_of,
    has_refused_too_often,
    is_token_contested,
    last_loss,
    losses_lately,
    queued_checks,
)

__all__ = [
    "Credentials",
    "Doorplate",
    "account_by_slug",
    "accounts_visible_to",
    "allowances_of",
    "changes_of",
    "checks_of",
    "credentials_of",
    "domain_file_by_name",
    "domain_files_of",
    "doorplate_of",
    "doorplates",
    "grants_of",
    "has_refused_too_often",
    "holds_sample_accounts",
    "is_token_contested",
    "last_loss",
    "losses_lately",
    "queued_checks",
    "revisions",
]
