"""A letter's way: waiting -> sending -> sent | stopped. From sending it may come back to waiting."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("等着发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("微信收下了")
    STOPPED = "stopped", _("没发成")


class LetterKind(models.TextChoices):
    MESSAGE = "message", _("客服消息")
    MENU = "menu", _("菜单")
