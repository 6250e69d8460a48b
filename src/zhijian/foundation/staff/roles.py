"""What somebody may be here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("管理员")
    EDITOR = "editor", _("编辑")
