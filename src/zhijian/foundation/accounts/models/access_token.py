"""The one access token each account has, and the times it was taken from us."""

from django.db import models

from zhijian.foundation.accounts.models.account import Account
from zhijian.foundation.vault.fields import SealedField


class AccessToken(models.Model):
    """The account's access token, shared by all processes, with one refresher at a time."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="access_token")
    token = SealedField()
    expires_at = models.DateTimeField(null=True)
    refreshed_at = models.DateTimeField(null=True)
    refresher = models.CharField(max_length=64, blank=True)
    refresher_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"access token of account {self.account_id}"


class TokenLoss(models.Model):
    """WeChat refused a token long before its end: somebody else had asked for a new one."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="token_losses")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["account", "at"], name="token_losses_by_time"),)

    def __str__(self) -> str:
        return f"token of account {self.account_id} lost at {self.at:%Y-%m-%d %H:%M}"
