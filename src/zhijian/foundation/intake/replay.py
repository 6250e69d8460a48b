"""Bring arrivals to the rooms' ears again: after a fault was mended, or a room was added."""

from datetime import datetime
from typing import Final

from zhijian.foundation.intake.models import ArrivalRow

ROWS_AT_A_TIME: Final = 500


def replay(
    *,
    account_id: int,
    since: datetime | None = None,
    until: datetime | None = None,
    arrival_id: int | None = None,
) -> int:
    """Have the chosen arrivals heard once more; return how many. The follower notices nothing.

    Those nobody heard yet are left alone: they are coming anyway, and their letters with them.
    """
    chosen = ArrivalRow.objects.filter(account_id=account_id, heard_at__isnull=False)
    if since is not None:
        chosen = chosen.filter(received_at__gte=since.timestamp())
    if until is not None:
        chosen = chosen.filter(received_at__lt=until.timestamp())
    if arrival_id is not None:
        chosen = chosen.filter(pk=arrival_id)
    count = last_id = 0
    # Page by page: one long update would keep the gateway from its file.
    ids = chosen.order_by("pk").values_list("pk", flat=True)
    while page := list(ids.filter(pk__gt=last_id)[:ROWS_AT_A_TIME]):
        count += ArrivalRow.objects.filter(pk__in=page, heard_at__isnull=False).update(
            heard_at=None, is_replay=True, tries=0, lease_until=0.0
        )
        last_id = page[-1]
    return count
