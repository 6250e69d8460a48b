"""What a rule may be. A leaf: anybody in the room may import it."""

from django.db import models

from zhijian.rooms.answers import ranking


class Match(models.TextChoices):
    """How a keyword is compared with a text."""

    EXACT = ranking.EXACT, "完全一样"
    CONTAINS = ranking.CONTAINS, "包含"
    REGEX = ranking.REGEX, "正则表达式"


class Occasion(models.TextChoices):
    """What a rule answers."""

    TEXT = "text", "发来文字"
    FOLLOW = "follow", "关注"
    CLICK = "click", "点菜单"
