"""Words that mean the same."""

from django.db import models


class SynonymGroup(models.Model):
    """Words of equal meaning at one account: a keyword among them, matched as SYNONYM, answers all."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="synonym_groups")
    words = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"synonym group {self.pk}"
