"""How far a take-over is."""

from django.db import models


class State(models.TextChoices):
    FETCHING = "fetching", "正在取回"
    FAILED = "failed", "没取回来"
    FOUND = "found", "取回来了"
    IMPORTED = "imported", "接过来了"
    SWITCHED = "switched", "切换好了"
    UNDONE = "undone", "撤回了"


class Gap(models.TextChoices):
    """Why a file could not be had."""

    GONE = "gone", "微信那边已经没有了"
    NOT_ALLOWED = "not_allowed", "这个号没有取它的权限"
    TOO_LARGE = "too_large", "文件太大或者格式不收"
    NO_ANSWER = "no_answer", "试了几次没有取到"
