"""How often rules answered."""

from django.db import models


class RuleUse(models.Model):
    """How many messages a rule answered on a day of Shanghai. No key to the rule: it may be gone."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    rule_id = models.BigIntegerField()
    day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["rule_id", "day"], name="one_count_a_day"),)
        indexes = (models.Index(fields=["account", "day"], name="uses_by_account_and_day"),)

    def __str__(self) -> str:
        return f"rule {self.rule_id} on {self.day}: {self.count}"


class Counted(models.Model):
    """Up to which arrival uses are counted: one row. Moved in the transaction that writes the counts."""

    until_id = models.BigIntegerField(default=0)
    # Ids are handed out before rows can be seen: this far is counted once `seen_at` is long enough ago.
    seen_id = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"uses counted up to arrival {self.until_id}"
