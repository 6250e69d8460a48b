"""Visits: begun, gone on with, ended."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation.followers.models import Follower
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.visits.models import Arrival, Visit

LASTS: Final = timedelta(days=30)
# Somebody who reads ten pages in a minute costs one write, not ten.
NOTED_EVERY: Final = timedelta(hours=1)
MOST_AT_ONCE: Final = 8
KEEP_ARRIVALS: Final = timedelta(days=1)

Clock = Callable[[], datetime]


@transaction.atomic
def open_visit(follower: Follower, *, device: str, clock: Clock = now) -> str:
    """Signed in, with a secret made just now: one that was there before cannot be planted on anybody.

    The ninth ends the one that was not used for longest.
    """
    token, moment = token_urlsafe(32), clock()
    Visit.objects.create(
        follower=follower,
        token_hash=sha256(token.encode()).digest(),
        device=device[:60],
        began_at=moment,
        last_at=moment,
        until=moment + LASTS,
    )
    standing = Visit.objects.filter(follower=follower, ended_at=None, until__gt=moment)
    too_many = standing.order_by("-last_at", "-pk").values_list("pk", flat=True)[MOST_AT_ONCE:]
    Visit.objects.filter(pk__in=list(too_many)).update(ended_at=moment)
    return token


def note_seen(visit: Visit, *, clock: Clock = now) -> bool:
    """Thirty days from now again. True when it was written down, and the cookie should be renewed."""
    moment = clock()
    if moment - visit.last_at < NOTED_EVERY:
        return False
    Visit.objects.filter(pk=visit.pk, ended_at=None).update(last_at=moment, until=moment + LASTS)
    return True


def end_visit(visit: Visit, *, clock: Clock = now) -> None:
    """Signed out there, at once."""
    Visit.objects.filter(pk=visit.pk, ended_at=None).update(ended_at=clock())


def forget_old(*, clock: Clock = now) -> None:
    """Who was where is of no more use once it is over; nor are the tasks that traded codes."""
    moment = clock()
    Visit.objects.filter(until__lt=moment).delete()
    Visit.objects.filter(ended_at__lt=moment - LASTS).delete()
    Visit.objects.filter(follower__left_at__isnull=False).delete()
    Arrival.objects.filter(begun_at__lt=moment - KEEP_ARRIVALS).delete()
    # One task a sign-in: too many to keep for as long as others are.
    traded = Task.objects.filter(name="visits.trade_codes", finished_at__lt=moment - KEEP_ARRIVALS)
    traded.delete()
