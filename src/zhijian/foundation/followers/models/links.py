"""Which phone opened which link."""

from django.db import models
from django.utils.timezone import now


class OpenedLink(models.Model):
    """A link given in chat belongs to the phone that opened it first. Kept until it is too old."""

    token_hash = models.BinaryField(max_length=32, unique=True)
    browser_hash = models.BinaryField(max_length=32)
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"opened link {self.pk}"
