"""Reading the outbox."""

from datetime import datetime

from django.db.models import QuerySet

from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import State


def stopped_letters(*, account_id: int, since: datetime) -> QuerySet[Letter]:
    """Letters that will not be tried again, the newest first."""
    stopped = Letter.objects.filter(account_id=account_id, state=State.STOPPED, finished_at__gte=since)
    return stopped.order_by("-finished_at", "-id")
