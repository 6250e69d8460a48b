"""How many belong to each unit, as once counted: of its own, and with everything below it.

The database does not check that the unit is there: for that it would hold the unit's row, and so whoever
counts would wait for whoever changes it, who may be waiting for the count. Units are never deleted.
"""

from django.db import models

from zhijian.foundation.org.models.units import Unit
from zhijian.foundation.org.paths import LONGEST


class Tally(models.Model):
    """Active members of one unit without its subordinates, as of the last `Change` that was counted in.

    Never read alone: queries.tallies counts anew whatever was touched since, and so is always exact.
    """

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="+", db_constraint=False)
    units = models.PositiveSmallIntegerField()  # 1 while it is open: itself
    members = models.PositiveIntegerField()
    # Born in `born_by` or before; and in the year after it or before: New Year's Day finds them counted.
    born_by = models.PositiveSmallIntegerField()
    elders = models.PositiveIntegerField()
    elders_next = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.members} in unit {self.unit_id}"


class Total(models.Model):
    """The tallies of a unit and everything below it, added up. Never read alone either."""

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="+", db_constraint=False)
    path = models.CharField(max_length=LONGEST)  # where it stood then: who has moved counts elsewhere
    units = models.PositiveIntegerField()
    members = models.PositiveIntegerField()
    elders = models.PositiveIntegerField()
    elders_next = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.members} in unit {self.unit_id} and below"


class TallyMark(models.Model):
    """One row: every change up to this number is counted in."""

    change = models.PositiveBigIntegerField(default=0)
    # The year whose elders are counted in the totals; None while totals and tallies do not agree.
    totals_of = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"tallies as of change {self.change}"
