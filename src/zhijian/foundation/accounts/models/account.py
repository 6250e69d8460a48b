"""Official Accounts."""

from django.db import models

from zhijian.foundation.accounts.kinds import Kind, Mode
from zhijian.foundation.vault.fields import SealedField

OFFICIAL_API = "https://api.weixin.qq.com"


class Account(models.Model):
    """One WeChat Official Account."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    # Whose account it is; None: of nobody in the tree, seen by those whose rights reach the whole house.
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="accounts")
    kind = models.CharField(max_length=12, choices=Kind)
    is_verified = models.BooleanField(default=False)
    verified_until = models.DateField(null=True, blank=True)
    appid = models.CharField(max_length=64, unique=True)
    gh_id = models.CharField(max_length=64, unique=True)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.SAFE)
    plain_reason = models.CharField(max_length=200, blank=True)
    api_base = models.URLField(default=OFFICIAL_API)
    secret = SealedField()
    secret_since = models.DateTimeField(null=True)
    token = SealedField()
    aes_key = SealedField()
    previous_aes_key = SealedField()
    # Since when WeChat has to call us this way: what it did before proves nothing.
    keys_since = models.DateTimeField(null=True)
    default_reply = models.TextField(blank=True)
    suggests = models.BooleanField(default=False)
    menu = models.JSONField(default=list, blank=True)
    is_sample = models.BooleanField(default=False)
    # Closed: no gateway answers for it any more and it stands in no list. Its past stays.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    # What WeChat last said of the rights that come with verification; None: not asked, or no clear word.
    is_trusted_to_send = models.BooleanField(null=True)
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
        """Customer-service messages and media by interface: verified accounts only (protocol 5.1).

        WeChat's own word counts more than what was typed here: a verification that ran out takes the right
        away, and answers of several parts then go out as one reply instead of being lost.
        """
        return self.is_verified if self.is_trusted_to_send is None else self.is_trusted_to_send
