"""Acts that take two: asked for by one, agreed to by another, done once."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.org.paths import LONGEST
from zhijian.foundation.staff.models.people import Staff


class JointAct(models.Model):
    """What one person asked for, and what came of it. `arguments` are keys and codes, never contents."""

    act = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    # Of what would be done, as it was when it was asked for: nothing else is ever done.
    content_hash = models.CharField(max_length=64)
    unit_path = models.CharField(max_length=LONGEST, blank=True)
    why = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="joint_acts_asked")
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="joint_acts_agreed")
    agreed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    stale_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="nobody_agrees_with_himself",
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("asked_by")),
            ),
        )
        indexes = (models.Index(fields=["unit_path", "asked_at"], name="joint_acts_of_a_part"),)

    def __str__(self) -> str:
        return f"{self.act} #{self.pk}"

    @property
    def is_closed(self) -> bool:
        return any((self.agreed_at, self.refused_at, self.withdrawn_at, self.stale_at))

    @property
    def is_open(self) -> bool:
        return not self.is_closed and self.expires_at > now()

    @property
    def has_expired(self) -> bool:
        return not self.is_closed and not self.is_open
