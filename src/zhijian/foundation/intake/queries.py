"""Reading what came in."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import connections, router
from django.db.models import Count

from zhijian.foundation.intake.answer import GUIDED
from zhijian.foundation.intake.models import ArrivalRow

MOST_STEPS: Final = 20


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


@dataclass(frozen=True, slots=True)
class Heard:
    """That something came in, without a word of it. Seconds since 1970."""

    at: float
    was_answered: bool


def last_heard(*, account_id: int, from_people_only: bool = False) -> Heard | None:
    """The newest arrival of an account; events (a follow, a tap) are left out with `from_people_only`."""
    rows = ArrivalRow.objects.filter(account_id=account_id, is_replay=False)
    if from_people_only:
        rows = rows.filter(event="")
    newest = rows.order_by("-received_at").values_list("received_at", "answer", "followups").first()
    return None if newest is None else Heard(newest[0], was_answered=bool(newest[1] or newest[2]))


@dataclass(frozen=True, slots=True)
class Guided:
    """An answer that offered numbers, or that a number led to. Seconds since 1970."""

    rule_id: int
    received_at: float


def last_guided(*, account_id: int, openid: str, most: int = MOST_STEPS) -> list[Guided]:
    """The newest first. One look into a small index; a message that is being answered is not there yet."""
    # The outcome stands in the statement itself: as a parameter, neither database would use the index.
    with connections[router.db_for_read(ArrivalRow)].cursor() as cursor:
        cursor.execute(
            "SELECT rule_id, received_at FROM intake_arrival WHERE account_id = %s AND from_openid = %s"
            f" AND outcome = '{GUIDED}' AND rule_id IS NOT NULL ORDER BY id DESC LIMIT %s",
            [account_id, openid, most],
        )
        return [Guided(rule_id, received_at) for rule_id, received_at in cursor.fetchall()]


def outcomes(*, account_id: int, since: float, until: float | None = None) -> dict[str, int]:
    """How many messages of people ended how: outcome (see answer.py) -> count. Seconds since 1970."""
    rows = ArrivalRow.objects.filter(account_id=account_id, event="", received_at__gte=since)
    if until is not None:
        rows = rows.filter(received_at__lt=until)
    counted = rows.exclude(from_openid="").values_list("outcome").annotate(count=Count("id"))
    return dict(counted.order_by("outcome"))
