"""What a version of a menu may be."""

from django.db import models


class State(models.TextChoices):
    """draft -> sending -> live -> old. Refused, it is a draft again; leaving, it is live until WeChat agrees
    to let it go.
    """

    DRAFT = "draft", "草稿"
    SENDING = "sending", "正在发布"
    LIVE = "live", "在用"
    LEAVING = "leaving", "正在撤下"
    OLD = "old", "以前的"


class Origin(models.TextChoices):
    MADE = "made", "这里做的"
    TAKEN = "taken", "接过来的"
