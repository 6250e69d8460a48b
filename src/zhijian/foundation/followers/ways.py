"""How a follower became bound, and how his page hears that he may not try again just now."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """What proved which member a follower is."""

    PHONE = "phone", _("姓名和手机号后四位")
    CODE = "code", _("纸上的绑定码")
    VOUCHED = "vouched", _("同支部的人作证")
    STAFF = "staff", _("工作人员绑定")


class Known(models.TextChoices):
    """Where we know a follower from."""

    CALLBACK = "callback", _("他写来的消息")
    LIST = "list", _("微信的关注者名单")


class Braked(models.TextChoices):
    """Whose wrong guesses were too many."""

    FOLLOWER = "follower", _("这个微信")
    SOUGHT = "sought", _("这个名字")
    ACCOUNT = "account", _("这个公众号")
