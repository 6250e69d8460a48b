"""What a rule may be. A leaf: anybody in the room may import it."""

from django.db import models

from zhijian.rooms.answers import matching


class Match(models.TextChoices):
    """How a keyword is compared with a text."""

    EXACT = matching.EXACT, "完全一样"
    CONTAINS = matching.CONTAINS, "包含"
    REGEX = matching.REGEX, "正则表达式"


class Occasion(models.TextChoices):
    """What a rule answers."""

    TEXT = "text", "发来文字"
    FOLLOW = "follow", "关注"
    CLICK = "click", "点菜单"
