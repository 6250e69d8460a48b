"""Where each live check of an account stands."""

from django.db import models

from zhijian.foundation.accounts.checking import FOR_A_PERSON, Code, Finding, State, What
from zhijian.foundation.accounts.models.account import Account


class Check(models.Model):
    """One check of one account: the last word on it. Without a row it was never asked."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="checks")
    what = models.CharField(max_length=16)
    state = models.CharField(max_length=8)
    code = models.CharField(max_length=32)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    asked_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)  # in a row

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "what"], name="one_check_of_a_kind"),)

    def __str__(self) -> str:
        return f"{self.what} of account {self.account_id}: {self.state}"

    @property
    def finding(self) -> Finding:
        return Finding(What(self.what), State(self.state), Code(self.code), self.facts)

    @property
    def is_looked_for(self) -> bool:
        """It waits for somebody to do his part, and is looked for again and again."""
        return self.state == State.RUNNING and self.code in FOR_A_PERSON

    @property
    def is_under_way(self) -> bool:
        """A worker has it, or should have it."""
        return self.state in (State.QUEUED, State.RUNNING)
