"""How a member is reached, why not yet, and what was done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Exactly one for each active member. What WeChat shows wins over words; `BOUND` is never said."""

    BOUND = "bound", _("已绑定")
    FOLLOWS = "follows", _("只关注")
    OTHERWISE = "otherwise", _("其他方式送达")
    DECLINED = "declined", _("不想关注")
    NOT_YET = "not_yet", _("待联系")


class How(models.TextChoices):
    """How somebody is reached who does not follow."""

    LARGE_PRINT = "print", _("送大字版")
    CALL = "call", _("打电话")
    VISIT = "visit", _("上门")
    GROUP = "group", _("微信群或企业微信群")
    FAMILY = "family", _("家人转告")


class Reason(models.TextChoices):
    """Why somebody is not reached yet; in the order in which the care list shows them."""

    PHONE_CHANGED = "changed", _("手机换过号")
    NO_WECHAT = "wechat", _("没有微信")
    NO_PHONE = "phone", _("没有手机")
    SHARED_PHONE = "shared", _("和家人合用手机")
    UNKNOWN = "unknown", _("还没问到")


class Deed(models.TextChoices):
    """What somebody did that is written down as a word about a member."""

    SAID = "said", _("写下情况")
    HANDED = "handed", _("分给帮手")
    REACHED = "reached", _("用别的办法送到了")
    DECLINED = "declined", _("说过不想关注")
    VISITED = "visited", _("去过了")
