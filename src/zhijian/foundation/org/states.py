"""What a member, and a transfer, may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberState(models.TextChoices):
    ACTIVE = "active", _("在册")
    MOVED = "moved", _("已转出")
    LEFT = "left", _("已离开")
    DIED = "died", _("已去世")


class Succession(models.TextChoices):
    """How a unit became another."""

    MERGE = "merge", _("并入")
    SPLIT = "split", _("分出")


class Verdict(models.TextChoices):
    """What a row of a roster is, beside the roster there is."""

    SAME = "same", _("相同")
    NEW = "new", _("新增")
    CHANGED = "changed", _("有改动")
    UNCLEAR = "unclear", _("待确认")
    BAD = "bad", _("有错")
