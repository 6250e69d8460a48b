"""The messages no rule answered, and who has seen to them."""

from django.db import models
from django.utils.timezone import now


class Unanswered(models.Model):
    """A message no rule answered, for staff to see. `intake_id` is unique: a message is listed once."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="unanswered")
    intake_id = models.BigIntegerField(unique=True)
    openid = models.CharField(max_length=128)
    text = models.TextField()
    asked_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["account", "-asked_at"], name="unanswered_by_account"),)

    def __str__(self) -> str:
        return f"unanswered {self.pk}"  # never the openid or the words: this text ends up in logs


class Settlement(models.Model):
    """Exists once somebody has seen to an unanswered message; says who and when."""

    unanswered = models.OneToOneField(Unanswered, models.CASCADE, related_name="settlement")
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"unanswered {self.unanswered_id} settled {self.at:%Y-%m-%d %H:%M}"
