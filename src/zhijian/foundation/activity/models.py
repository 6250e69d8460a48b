"""One fact a row."""

from django.db import models


class Fact(models.Model):
    """Somebody did something at an account. Never changed once written."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    openid = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    source = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "kind"], name="one_fact_a_source"),)
        indexes = (models.Index(fields=["account", "happened_at"], name="activity_by_account_and_time"),)

    def __str__(self) -> str:
        return f"{self.kind} at {self.happened_at:%Y-%m-%d %H:%M}"
