"""The project's own user model."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from zhijian.foundation.staff.roles import Role


class Staff(AbstractUser):
    """Somebody who signs in to the console."""

    first_name = None  # type: ignore[assignment] # one name: Chinese names are not split
    last_name = None  # type: ignore[assignment] # see above
    name = models.CharField("姓名", max_length=60, blank=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.EDITOR)
    is_sample = models.BooleanField(default=False)

    class Meta(AbstractUser.Meta):
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
