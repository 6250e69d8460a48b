"""Tables of accounts, one file a subject."""

from zhijian.foundation.accounts.models.account import OFFICIAL_API, AccessToken, Account

__all__ = ["OFFICIAL_API", "AccessToken", "Account"]
