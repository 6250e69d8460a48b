"""The life of an account: its stages, what leads from one to the next, how it is lost or ends."""

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("想开")
    OPENED = "opened", _("已注册")
    FILED = "filed", _("已备案")
    RUNNING = "running", _("在用")
    RENEWING = "renewing", _("年审中")
    MERGING = "merging", _("合并中")
    CLOSING = "closing", _("关停中")
    CLOSED = "closed", _("已关停")
    LOST = "lost", _("失联")
    DROPPED = "dropped", _("没有开")


class Turn(models.TextChoices):
    """What a step was. The sentence on the page says it of that account."""

    ENTERED = "entered", _("记进台账")
    PROPOSED = "proposed", _("提出要开")
    OPENED = "opened", _("在微信注册好了")
    FILED = "filed", _("备了案")
    STARTED = "started", _("开始用")
    RENEWING = "renewing", _("送去年审")
    RENEWED = "renewed", _("年审通过")
    LOST = "lost", _("登不进去了")
    FOUND = "found", _("找回来了")
    ANNOUNCED = "announced", _("出了公告")
    POSTED = "posted", _("公告发给了关注者")
    KEPT = "kept", _("数据留了底")
    WITHDRAWN = "withdrawn", _("撤回了公告")
    CLOSED = "closed", _("关停了")
    DROPPED = "dropped", _("不开了")


class Loss(models.TextChoices):
    PASSWORD = "password", _("密码忘了")
    PERSON = "person", _("管理员走了，扫不了码")
    BOTH = "both", _("密码和管理员都没有了")
    UNKNOWN = "unknown", _("不知道是谁注册的")


class Ending(models.TextChoices):
    MERGE = "merge", _("并到另一个号")
    CLOSE = "close", _("关停")


class Alarmed(models.TextChoices):
    """What an alarm is about."""

    NAME_CHANGED = "name_changed", _("账号改了名")
    UNIT_RENAMED = "unit_renamed", _("组织改了名")
    UNIT_CLOSED = "unit_closed", _("组织撤销了")
    VERIFICATION = "verification", _("认证要到期")
    ADMINISTRATOR = "administrator", _("管理员变动了")
    TWO_ACCOUNTS = "two_accounts", _("一个组织两个号")
    NO_UNIT = "no_unit", _("没有归属")
    LOST = "lost", _("失联")
    NOTICE_OVER = "notice_over", _("公告期满")
    PROPOSAL = "proposal", _("有人想开号")


# The others are over only by what is done about them: a wish is decided on, a notice comes to its end.
SETTLED_WITH_A_WORD: Final = tuple(
    what for what in Alarmed if what not in (Alarmed.PROPOSAL, Alarmed.NOTICE_OVER)
)

# From a stage, by which step, to which. What is not here cannot be done.
STEPS: Final[Mapping[Stage, Mapping[Turn, Stage]]] = {
    Stage.PROPOSED: {Turn.OPENED: Stage.OPENED, Turn.DROPPED: Stage.DROPPED},
    Stage.OPENED: {Turn.FILED: Stage.FILED, Turn.STARTED: Stage.RUNNING},
    Stage.FILED: {Turn.STARTED: Stage.RUNNING},
    Stage.RUNNING: {Turn.RENEWING: Stage.RENEWING, Turn.FILED: Stage.RUNNING},
    Stage.RENEWING: {Turn.RENEWED: Stage.RUNNING},
    Stage.MERGING: {Turn.POSTED: Stage.MERGING, Turn.KEPT: Stage.MERGING, Turn.CLOSED: Stage.CLOSED},
    Stage.CLOSING: {Turn.POSTED: Stage.CLOSING, Turn.KEPT: Stage.CLOSING, Turn.CLOSED: Stage.CLOSED},
    Stage.LOST: {Turn.FOUND: Stage.RUNNING},
    Stage.CLOSED: {},
    Stage.DROPPED: {},
}

ENDING: Final = (Stage.MERGING, Stage.CLOSING)
OVER: Final = (Stage.CLOSED, Stage.DROPPED)
# Where somebody has the account in hand, and it can be lost, or announced to close.
IN_USE: Final = (Stage.OPENED, Stage.FILED, Stage.RUNNING, Stage.RENEWING)
# What followers were promised before the end.
TOLD_AND_KEPT: Final = (Turn.POSTED, Turn.KEPT)
# These follow from more than a press of a button: a page of their own asks for what is needed.
ASKED_ELSEWHERE: Final = (Turn.CLOSED,)


def may_follow(stage: Stage, turn: Turn) -> bool:
    return turn in STEPS[stage]
