"""Where the guide of an account is."""

from django.urls import reverse

from zhijian.foundation.accounts.models import Account


def guide_address(account: Account, *, at: str = "") -> str:
    """The guide, opened at one of its sheets (a1 to a4)."""
    address = reverse("console:account", args=[account.slug])
    return f"{address}#{at}" if at else address
