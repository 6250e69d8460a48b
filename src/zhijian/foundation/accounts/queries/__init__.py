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

__all__ = [
    "Credentials",
    "Doorplate",
    "account_by_slug",
    "accounts_visible_to",
    "credentials_of",
    "doorplate_of",
    "doorplates",
    "holds_sample_accounts",
    "revisions",
]
