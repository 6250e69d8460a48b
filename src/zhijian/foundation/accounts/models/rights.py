"""What WeChat said an account may do, what changed of it, and how much is left."""

from django.db import models

from zhijian.foundation.accounts.models.account import Account


class Grant(models.Model):
    """WeChat's last clear word on one right. Where it gave none, there is no row."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    right = models.CharField(max_length=16)
    is_given = models.BooleanField()
    errcode = models.IntegerField(default=0)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "right"], name="one_word_on_a_right"),)

    def __str__(self) -> str:
        return f"{self.right} of account {self.account_id}: {'given' if self.is_given else 'refused'}"


class GrantChange(models.Model):
    """A right that was given or taken since it was last asked for. `seen_at`: somebody took note."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grant_changes")
    right = models.CharField(max_length=16)
    is_given = models.BooleanField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = (models.Index(fields=["account", "-at"], name="grant_changes_by_time"),)

    def __str__(self) -> str:
        return f"{self.right} of account {self.account_id} {'given' if self.is_given else 'taken'}"


class Allowance(models.Model):
    """How much of something is used: a path's calls of the day, or a kind of media out of its most."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="allowances")
    what = models.CharField(max_length=60)
    used = models.PositiveBigIntegerField()
    most = models.PositiveBigIntegerField()
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "what"], name="one_allowance_of_a_kind"),)

    def __str__(self) -> str:
        return f"{self.what} of account {self.account_id}: {self.used} of {self.most}"
