"""Tokens that were taken from us."""

from datetime import timedelta
from typing import Final

from django.utils.timezone import now

from zhijian.foundation.accounts.models import TokenLoss

KEEP: Final = timedelta(days=2)


def note_loss(account_id: int) -> None:
    """WeChat refused a token long before its end."""
    TokenLoss.objects.filter(account_id=account_id, at__lt=now() - KEEP).delete()
    TokenLoss.objects.create(account_id=account_id, at=now())
