"""How far a take-over is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    FETCHING = "fetching", _("正在取回")
    FAILED = "failed", _("没取回来")
    FOUND = "found", _("取回来了")
    IMPORTED = "imported", _("接过来了")
    SWITCHED = "switched", _("切换好了")
    UNDONE = "undone", _("撤回了")


class Gap(models.TextChoices):
    """Why a file could not be had."""

    GONE = "gone", _("微信那边已经没有了")
    NOT_ALLOWED = "not_allowed", _("这个号没有取它的权限")
    TOO_LARGE = "too_large", _("文件太大或者格式不收")
    NO_ANSWER = "no_answer", _("试了几次没有取到")
