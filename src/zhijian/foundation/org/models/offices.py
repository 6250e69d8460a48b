"""Offices: who is the secretary of which unit, and since when."""

from django.db import models

from zhijian.foundation.org.models.members import Member
from zhijian.foundation.org.models.units import Unit


class Office(models.Model):
    """What a member holds in a unit for a term. A deputy stands in for whoever holds the office."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="offices")
    member = models.ForeignKey(Member, models.CASCADE, related_name="offices")
    title = models.CharField(max_length=30)  # 书记, 组织委员, 宣传委员, 纪检委员, or any other
    is_deputy = models.BooleanField(default=False)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_term_ends_after_it_began",
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
            ),
        )
        indexes = (models.Index(fields=["unit", "until_day"], name="offices_of_a_unit"),)

    def __str__(self) -> str:
        return f"{self.title} {self.member}"
