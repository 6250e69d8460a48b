"""What console pages show, for tests."""

from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Unanswered


def a_question(account: Account, text: str = "活动室星期天开吗", number: int = 1) -> Unanswered:
    """A message nobody could answer."""
    services.list_unanswered(
        account_id=account.pk, intake_id=number, openid="o-secret-mei", text=text, asked_at=now()
    )
    return Unanswered.objects.get(intake_id=number)
