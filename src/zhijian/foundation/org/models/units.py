"""Units: as they are now, and as they were."""

from django.db import models

from zhijian.foundation.org import kinds, paths
from zhijian.foundation.org.states import Succession as HowItBecame


class Unit(models.Model):
    """A node of the tree, as it is now. Once closed it keeps its last place, and is out of the tree."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=kinds.LONGEST, blank=True)
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    path = models.CharField(max_length=paths.LONGEST, unique=True)  # a subtree is a range of it: paths.py
    # Among its neighbours; then by name.
    position = models.PositiveIntegerField(default=0)
    # How the name sounds, for those who type letters: "hedongcundangzhibu hdcdzb".
    sound = models.CharField(max_length=600, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    # Raised with each change: of two people who change a unit, the second learns of the first.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["superior", "position", "name"], name="units_in_order"),)

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 at the top of its tree."""
        return paths.depth_of(self.path)

    @property
    def called(self) -> str:
        """The short name where there is one: lists are narrow."""
        return self.short_name or self.name


class Era(models.Model):
    """From one day until another (not included) a unit had this name, this kind and this superior."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="eras")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=kinds.LONGEST, blank=True)
    superior = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "from_day"], name="one_era_begins_a_day"),
            models.CheckConstraint(
                name="an_era_ends_after_it_began",
                condition=models.Q(until_day=None) | models.Q(until_day__gt=models.F("from_day")),
            ),
        )
        indexes = (models.Index(fields=["from_day", "until_day"], name="eras_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.name} {self.from_day}–{self.until_day or ''}"


class Succession(models.Model):
    """One unit became, or became part of, another: what is kept of the first is found from the second."""

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="origins")
    how = models.CharField(max_length=10, choices=HowItBecame)
    on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="one_succession_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.how}, {self.on})"
