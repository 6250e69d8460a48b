"""What changed with which revision."""

from django.db import models


class Change(models.Model):
    """Which rule changed with which of its account's revisions: gateways read only those again.

    Written by `changing.note` with every change, and only there. `rule_id` is no key, for the rule may be
    gone; None stands for very many. A revision without a row is a change of something else: the account
    itself, the library. Old rows are thrown away.
    """

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    revision = models.PositiveBigIntegerField()
    rule_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = (models.Index(fields=["account", "revision"], name="changes_by_revision"),)

    def __str__(self) -> str:
        return f"change {self.revision} of account {self.account_id}"
