"""How much waits for somebody: the number beside 今日."""

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers.queries import unanswered_visible_to

MOST_COUNTED = 100  # "99+" is all anybody reads


def count_waiting(staff: Staff, *, account: Account | None) -> int:
    """Messages nobody could answer, at this account. What one may not act on is not counted."""
    if account is None or not may_edit_answers(staff):
        return 0
    return unanswered_visible_to(staff).filter(account=account, settlement=None)[:MOST_COUNTED].count()


def in_words(count: int) -> str:
    """Nobody needs to know whether it is 120 or 12,000."""
    return "99+" if count > 99 else str(count)
