"""What an account is, and how its callbacks are protected."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    SUBSCRIPTION = "subscription", _("订阅号")
    SERVICE = "service", _("服务号")


class Mode(models.TextChoices):
    """How WeChat sends its callbacks; `plain` protects nothing and needs a reason on file."""

    SAFE = "safe", _("安全模式")
    COMPATIBLE = "compatible", _("兼容模式")
    PLAIN = "plain", _("明文模式")
