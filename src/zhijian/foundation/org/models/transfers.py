"""Transfers: a member goes from one unit to another when both agree."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.org.models.members import Member
from zhijian.foundation.org.models.units import Unit


class Transfer(models.Model):
    """A request, what each side said, and what came of it. Names, not keys: org knows no staff."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="transfers")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="departures")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="arrivals")
    why = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(default=now)
    asked_by_name = models.CharField(max_length=150)
    released_at = models.DateTimeField(null=True)
    released_by_name = models.CharField(max_length=150, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by_name = models.CharField(max_length=150, blank=True)
    refused_at = models.DateTimeField(null=True)
    refused_by_name = models.CharField(max_length=150, blank=True)
    refused_why = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["member"],
                name="one_open_transfer_a_member",
                condition=models.Q(done_at=None, refused_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.from_unit} → {self.to_unit}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.refused_at is None
