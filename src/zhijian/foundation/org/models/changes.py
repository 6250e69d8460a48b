"""What changed, for those who keep something made of it: a counter to follow, not a history."""

from django.db import models
from django.utils.timezone import now


class Change(models.Model):
    """Something about this member, or about everybody in this unit and below, is no longer as it was.

    Written in the transaction of the change; whoever keeps tallies or facts in memory reads on from the last
    number he has seen (queries.touched). Kept for a week. Whenever somebody joins or leaves a unit, or what
    is counted of him changes, a row names that unit itself: a row for a unit above it is not enough.
    """

    member_id = models.PositiveBigIntegerField(null=True)
    unit_id = models.PositiveBigIntegerField()
    is_subtree = models.BooleanField(default=False)
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"change {self.pk} of unit {self.unit_id}"
