"""The project's own user model."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from zhijian.foundation.staff.looks import Accent, Language, Theme
from zhijian.foundation.staff.rights import Rights


class Staff(AbstractUser):
    """Somebody who signs in to the console."""

    first_name = None  # type: ignore[assignment] # one name: Chinese names are not split
    last_name = None  # type: ignore[assignment] # see above
    name = models.CharField("姓名", max_length=60, blank=True)
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
        posts = self.posts.filter(from_day__lte=today).exclude(until_day__lt=today)
        held = posts.values_list("role", "unit__path")
        return Rights(tuple((role, path or "") for role, path in held))

    def forget_rights(self) -> None:
        """A post of his was given or ended: the next question reads them anew."""
        vars(self).pop("rights", None)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
