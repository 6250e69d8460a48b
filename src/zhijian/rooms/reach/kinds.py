"""How somebody's coming is told from another's: by a picture WeChat made, or by a word said in the chat."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Each invitation has its word; the first two have a picture as well, that says the same."""

    PERMANENT = "permanent", _("永久码")
    TEMPORARY = "temporary", _("临时码")
    SPOKEN = "spoken", _("只用一句话")
