"""Hand-overs: what passes from one person to others when his office changes."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.org.paths import LONGEST
from zhijian.foundation.staff.models.people import Staff


class HandOver(models.Model):
    """One change of office: from whom, to whom. Each thing moves when it is signed for, and not before."""

    giver = models.ForeignKey(Staff, models.PROTECT, related_name="handovers_given")
    successor = models.ForeignKey(Staff, models.PROTECT, related_name="handovers_received")
    begun_at = models.DateTimeField(default=now)
    # Who says that it may pass on: posts pass only as far as he is administrator.
    begun_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="nobody_succeeds_himself", condition=~models.Q(giver=models.F("successor"))
            ),
            models.UniqueConstraint(
                fields=["giver", "successor"],
                name="one_open_handover_a_pair",
                condition=models.Q(ended_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.successor}"


class HandOverItem(models.Model):
    """One thing that was passed on: signed for by the successor, and moved in the same moment."""

    handover = models.ForeignKey(HandOver, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    unit_path = models.CharField(max_length=LONGEST, blank=True)
    signed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["handover", "kind", "key"], name="each_thing_is_signed_once"),
        )

    def __str__(self) -> str:
        return self.name
