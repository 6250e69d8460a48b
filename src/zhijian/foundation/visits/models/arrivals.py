"""Somebody on his way in by WeChat's own sign-in."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.vault.fields import SealedField
from zhijian.foundation.visits.states import Outcome


class Arrival(models.Model):
    """Begun in one browser, finished in the same one or not at all. The code is erased once it is traded."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="arrivals")
    state_hash = models.BinaryField(max_length=32, unique=True)
    browser_hash = models.BinaryField(max_length=32)
    to = models.CharField(max_length=80, blank=True)  # a word the portal knows, never an address
    begun_at = models.DateTimeField(default=now, db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.BEGUN)
    code = SealedField()
    came_at = models.DateTimeField(null=True)
    follower = models.ForeignKey(Follower, models.CASCADE, null=True, related_name="arrivals")
    taken_at = models.DateTimeField(null=True)  # its visit was opened

    class Meta:
        indexes = (models.Index(fields=["account", "outcome", "came_at"], name="arrivals_waiting"),)

    def __str__(self) -> str:
        return f"arrival {self.pk}"
