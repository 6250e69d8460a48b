"""What somebody may be here."""

from django.db import models


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", "管理员"
    EDITOR = "editor", "编辑"
