"""How much waits for somebody: the number beside 今日."""

from zhijian.console.today.sources import count_for
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff


def count_waiting(staff: Staff, *, account: Account | None) -> int:
    """The lines of 今日. What one may not act on is not among them."""
    return count_for(staff, account=account)


def in_words(count: int) -> str:
    """Nobody needs to know whether it is 120 or 12,000."""
    return "99+" if count > 99 else str(count)
