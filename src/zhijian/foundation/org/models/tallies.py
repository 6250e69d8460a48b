"""How many belong to each unit itself, as once counted: what sums over thousands of units are made of."""

from django.db import models

from zhijian.foundation.org.models.units import Unit


class Tally(models.Model):
    """Active members of one unit without its subordinates, as of the last `Change` that was counted in.

    Never read alone: queries.tallies counts anew whatever was touched since, and so is always exact.
    """

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="+")
    members = models.PositiveIntegerField()
    # Born in `born_by` or before; and in the year after it or before: New Year's Day finds them counted.
    born_by = models.PositiveSmallIntegerField()
    elders = models.PositiveIntegerField()
    elders_next = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.members} in unit {self.unit_id}"


class TallyMark(models.Model):
    """One row: every change up to this number is counted in."""

    change = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"tallies as of change {self.change}"
