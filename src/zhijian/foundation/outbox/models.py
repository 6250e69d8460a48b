"""Letters to WeChat."""

from django.db import models

from zhijian.foundation.outbox.states import LetterKind, State


class Letter(models.Model):
    """One call that must be made once. `key` is constant over every attempt."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=LetterKind)
    to = models.CharField(max_length=64, blank=True)
    body = models.JSONField()
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    posted_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    outcome_code = models.IntegerField(null=True)
    outcome = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "due_at"], name="outbox_by_state_and_due"),)

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.kind}, {self.state})"
