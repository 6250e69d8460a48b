"""Writing facts down."""

from datetime import datetime
from typing import Any

from zhijian.foundation.activity.models import Fact


def record(
    *,
    account_id: int,
    openid: str,
    kind: str,
    at: datetime,
    source: str,
    details: dict[str, Any] | None = None,
) -> None:
    """Write one fact; the same source and kind a second time changes nothing."""
    Fact.objects.bulk_create(
        [
            Fact(
                account_id=account_id,
                openid=openid,
                kind=kind,
                happened_at=at,
                source=source,
                details=details or {},
            )
        ],
        ignore_conflicts=True,
    )
