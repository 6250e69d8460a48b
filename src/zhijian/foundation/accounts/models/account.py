"""Official Accounts and the one access token each of them has."""

from django.db import models

from zhijian.foundation.accounts.kinds import Kind, Mode
from zhijian.foundation.vault.fields import SealedField

OFFICIAL_API = "https://api.weixin.qq.com"


class Account(models.Model):
    """One WeChat Official Account."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    is_verified = models.BooleanField(default=False)
    appid = models.CharField(max_length=64, unique=True)
    gh_id = models.CharField(max_length=64, unique=True)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.SAFE)
    plain_reason = models.CharField(max_length=200, blank=True)
    api_base = models.URLField(default=OFFICIAL_API)
    secret = SealedField()
    token = SealedField()
    aes_key = SealedField()
    previous_aes_key = SealedField()
    default_reply = models.TextField(blank=True)
    suggests = models.BooleanField(default=False)
    menu = models.JSONField(default=list, blank=True)
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    # Raised with every change that a gateway must learn of (services.touch); gateways poll it.
    revision = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="plain_mode_has_a_reason",
                condition=~models.Q(mode=Mode.PLAIN) | ~models.Q(plain_reason=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def can_send(self) -> bool:
        """Customer-service messages, media and menus by interface: verified accounts only (protocol 5.1)."""
        return self.is_verified


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
