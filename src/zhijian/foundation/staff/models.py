"""The project's own user model, and what helps people come in: set-up codes, invitations, the brake."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.timezone import now

from zhijian.foundation.staff.looks import Accent, Language, Theme
from zhijian.foundation.staff.roles import Role


class Staff(AbstractUser):
    """Somebody who signs in to the console."""

    first_name = None  # type: ignore[assignment] # one name: Chinese names are not split
    last_name = None  # type: ignore[assignment] # see above
    name = models.CharField("姓名", max_length=60, blank=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.EDITOR)
    is_sample = models.BooleanField(default=False)
    language = models.CharField(max_length=10, choices=Language, default=Language.CHINESE)
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.AUTO)
    accent = models.CharField(max_length=10, choices=Accent, default=Accent.CINNABAR, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


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
