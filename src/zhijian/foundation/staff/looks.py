"""How the console looks and speaks to somebody."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class Theme(models.TextChoices):
    AUTO = "auto", _("随设备")
    LIGHT = "light", _("浅色")
    DARK = "dark", _("深色")


class Accent(models.TextChoices):
    CINNABAR = "", _("朱")
    INDIGO = "dai", _("黛")
    BAMBOO = "zhu", _("竹")
    SANDALWOOD = "tan", _("檀")
