"""What becomes of an arrival, and what somebody wishes to hear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """Of an arrival. The words are for operators; the portal has sentences of its own."""

    BEGUN = "begun", "sent to WeChat"
    CAME = "came", "came back with a code"
    ASKING = "asking", "the code is being traded"
    IN = "in", "WeChat said who it is"
    STALE = "stale", "the code was used, or too old"
    SNAPSHOT = "snapshot", "looks at a snapshot; the openid is nobody's"
    STRANGER = "stranger", "does not follow the account"
    TROUBLE = "trouble", "WeChat did not say"


# Nothing more will come of these.
SETTLED = frozenset({Outcome.IN, Outcome.STALE, Outcome.SNAPSHOT, Outcome.STRANGER, Outcome.TROUBLE})


class Hears(models.TextChoices):
    """How much a member wishes to hear."""

    URGENT = "urgent", _("只要紧的，晚上收")
    ALL = "all", _("都告诉我")
    NOTHING = "nothing", _("先别发")
