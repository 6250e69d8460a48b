"""A letter's way: waiting -> sending -> sent | stopped. From sending it may come back to waiting."""

from django.db import models


class State(models.TextChoices):
    WAITING = "waiting", "等着发"
    SENDING = "sending", "正在发"
    SENT = "sent", "微信收下了"
    STOPPED = "stopped", "没发成"


class LetterKind(models.TextChoices):
    MESSAGE = "message", "客服消息"
    MENU = "menu", "菜单"
