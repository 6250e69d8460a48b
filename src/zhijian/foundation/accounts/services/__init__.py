"""What can be done to accounts, one file a subject."""

from zhijian.foundation.accounts.services.accounts import add_account, change_account, touch

__all__ = ["add_account", "change_account", "touch"]
