"""What a rule may be. A leaf: anybody in the room may import it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijian.rooms.answers import ranking


class Match(models.TextChoices):
    """How a keyword is compared with a text.

    SYNONYM: the word stands in the text, or a word of the same group does; failing all else, words that
    sound alike and slips of one character.
    """

    EXACT = ranking.EXACT, _("完全一样")
    CONTAINS = ranking.CONTAINS, _("包含")
    SYNONYM = ranking.SYNONYM, _("意思相近")
    REGEX = ranking.REGEX, _("正则表达式")


class Occasion(models.TextChoices):
    """What a rule answers. A step answers nothing by itself: a number leads to it."""

    TEXT = "text", _("发来文字")
    FOLLOW = "follow", _("关注")
    CLICK = "click", _("点菜单")
    STEP = "step", _("回复数字走到这里")


class ReplyMode(models.TextChoices):
    """What of a reply of several parts leaves: all of them in their order, or one of them by chance."""

    ALL = "all", _("全部发出")
    ONE = "one", _("随机发一份")


class Seen(models.TextChoices):
    """How somebody saw to messages nobody could answer."""

    NOTED = "noted", _("看过了，不用管")
    ADDED = "added", _("加到了规则里")
    SYNONYM = "synonym", _("记作了相近的词")
    RULE = "rule", _("新建了规则")
    NEEDLESS = "needless", _("不用答，以后也不列")
