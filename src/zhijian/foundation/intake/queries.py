"""Reading what came in."""

import time
from collections.abc import Callable

from zhijian.foundation.intake.models import ArrivalRow


def unheard_count() -> int:
    """How many arrivals wait for the worker."""
    return ArrivalRow.objects.filter(heard_at__isnull=True).count()


def seconds_behind(*, clock: Callable[[], float] = time.time) -> float:
    """How far the worker is behind; 0 when it is not."""
    unheard = ArrivalRow.objects.filter(heard_at__isnull=True, tries=0)
    oldest = unheard.order_by("id").values_list("received_at", flat=True).first()
    return max(0.0, clock() - oldest) if oldest is not None else 0.0


def stored_count(*, account_id: int) -> int:
    return ArrivalRow.objects.filter(account_id=account_id).count()
