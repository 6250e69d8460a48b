"""Wrong guesses at who somebody is, counted where all processes see them, and the pauses they led to."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models.followers import Follower
from zhijian.foundation.followers.ways import Braked


class WrongGuess(models.Model):
    """`sought` is the digest of the name that was tried: whom somebody looked for is not written down."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="wrong_guesses")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    sought = models.BinaryField(max_length=16, null=True)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = (
            models.Index(fields=["follower", "at"], name="wrong_guesses_of_a_person"),
            models.Index(fields=["account", "at"], name="wrong_guesses_of_an_account"),
            models.Index(fields=["sought", "at"], name="wrong_guesses_at_a_name"),
        )

    def __str__(self) -> str:
        return f"wrong guess {self.pk}"


class Pause(models.Model):
    """Nobody may guess here until then. One line a follower, name or account; lifting it ends it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="binding_pauses")
    because = models.CharField(max_length=10, choices=Braked)
    follower = models.ForeignKey(Follower, models.CASCADE, null=True, related_name="pauses")
    sought = models.BinaryField(max_length=16, null=True)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = (models.Index(fields=["account", "until"], name="pauses_of_an_account"),)

    def __str__(self) -> str:
        return f"pause of {self.because} until {self.until:%Y-%m-%d %H:%M}"
