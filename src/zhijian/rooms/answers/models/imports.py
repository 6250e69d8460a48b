"""Files of rules that were uploaded, and what was before."""

from django.db import models
from django.utils.timezone import now


class RuleImport(models.Model):
    """A table somebody uploaded: looked at first, carried out once, and for a while taken back.

    `rows` is the sheet as it was read; it goes once it is carried out. `before` is what stood in the rules
    the import touched, `after` a fingerprint of each one when it was done: a rule that has another one now
    was changed since.
    """

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(default=now)
    carried_out_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    before = models.JSONField(default=list)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = (models.Index(fields=["account", "-uploaded_at"], name="imports_by_account"),)

    def __str__(self) -> str:
        return f"import {self.pk}"
