"""What helps people come in: set-up codes, invitations, the brake."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.staff.models.people import Staff


class SetUpCode(models.Model):
    """The one code that makes the first administrator. Never more than one row."""

    code_hash = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    attempts_left = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"set-up code until {self.expires_at:%H:%M}"


class Invitation(models.Model):
    """A link that lets one colleague choose a password of his own, once. A new one replaces the last."""

    staff = models.OneToOneField(Staff, models.CASCADE, related_name="invitation")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.staff} until {self.expires_at:%Y-%m-%d}"


class BrakeEntry(models.Model):
    """How often somebody failed lately: Django's database cache, so that all processes count together.

    Nothing reads or writes it as a model; it is here so that migrations make the table.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "staff_brake"

    def __str__(self) -> str:
        return self.cache_key
