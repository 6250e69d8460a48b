"""What an account is, and how its callbacks are protected."""

from django.db import models


class Kind(models.TextChoices):
    SUBSCRIPTION = "subscription", "订阅号"
    SERVICE = "service", "服务号"


class Mode(models.TextChoices):
    """How WeChat sends its callbacks; `plain` protects nothing and needs a reason on file."""

    SAFE = "safe", "安全模式"
    COMPATIBLE = "compatible", "兼容模式"
    PLAIN = "plain", "明文模式"
