"""Posts: what somebody is here, where, and for how long."""

from datetime import date

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.staff.models.people import Staff
from zhijian.foundation.staff.roles import Role


class PostSet(models.QuerySet["Post"]):
    """Posts, as of a day."""

    def held_on(self, day: date) -> "PostSet":
        """By people who may come in."""
        return self.filter(from_day__lte=day, staff__is_active=True).exclude(until_day__lt=day)

    def lasting(self) -> "PostSet":
        """Without an end: what the house can count on."""
        return self.filter(until_day=None)


class Post(models.Model):
    """A role held on a unit and everything below it, for a term. Without a unit: on the whole house."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)  # the last day
    given_by_name = models.CharField(max_length=150)
    given_at = models.DateTimeField(default=now)
    ended_by_name = models.CharField(max_length=150, blank=True)

    objects = PostSet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_post_ends_after_it_began",
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
            ),
        )
        indexes = (models.Index(fields=["staff", "until_day"], name="posts_of_a_person"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.staff}"

    @property
    def path(self) -> str:
        """The top of what it reaches; empty for the whole house."""
        return self.unit.path if self.unit else ""

    def is_held_on(self, day: date) -> bool:
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)
