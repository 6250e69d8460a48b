"""The project's own user model, and what helps people come in: set-up codes, invitations, the brake."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now

from zhijian.foundation.staff.looks import Accent, Language, Theme
from zhijian.foundation.staff.rights import Rights
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

    @cached_property
    def rights(self) -> Rights:
        """As of today; a person fetched anew knows of posts given or ended since."""
        if not self.is_active:
            return Rights()
        today = localdate()
        held = [(self.role, "")] if self.role else []
        posts = [post for post in self.posts.select_related("unit") if post.is_held_on(today)]
        held += [(post.role, post.unit.path if post.unit else "") for post in posts]
        return Rights(tuple(held))

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


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

    def is_held_on(self, day: date) -> bool:
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


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
