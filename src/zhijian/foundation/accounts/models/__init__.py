"""Tables of accounts, one file a subject."""

from zhijian.foundation.accounts.models.access_token import AccessToken, TokenLoss
from zhijian.foundation.accounts.models.account import OFFICIAL_API, Account
from zhijian.foundation.accounts.models.checks import Check
from zhijian.foundation.accounts.models.domain_files import DomainFile
from zhijian.foundation.accounts.models.rights import Allowance, Grant, GrantChange

__all__ = [
    "OFFICIAL_API",
    "AccessToken",
    "Account",
    "Allowance",
    "Check",
    "DomainFile",
    "Grant",
    "GrantChange",
    "TokenLoss",
]
