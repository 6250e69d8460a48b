"""What a version of a menu may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """draft -> sending -> live -> old. Refused, it is a draft again; leaving, it is live until WeChat agrees
    to let it go.
    """

    DRAFT = "draft", _("草稿")
    SENDING = "sending", _("正在发布")
    LIVE = "live", _("在用")
    LEAVING = "leaving", _("正在撤下")
    OLD = "old", _("以前的")


class Origin(models.TextChoices):
    MADE = "made", _("这里做的")
    TAKEN = "taken", _("接过来的")
