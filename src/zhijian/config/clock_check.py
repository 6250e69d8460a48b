"""Is this machine's clock right? Asked of each account's API (its Date header) and of the last callbacks.

A clock more than ten minutes off refuses every callback as stale, so the second question reads what the
gateway noted of well-signed callbacks it had to refuse.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import httpx

from zhijian.foundation.accounts import hosts

TOLERANCE_SECONDS = 120
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Comparison:
    whose: str
    words: str
    is_fine: bool


def comparisons(*, clock: Callable[[], float] = time.time) -> Iterator[Comparison]:
    from zhijian.foundation.accounts.models import Account

    for account in Account.objects.order_by("slug"):
        yield _against_api(account.slug, account.api_base, clock)
        yield from _against_callbacks(account.pk, account.slug, clock)


def _against_api(slug: str, api_base: str, clock: Callable[[], float]) -> Comparison:
    whose = f"WeChat's API ({slug})"
    if not hosts.is_listed(api_base):
        return Comparison(whose, hosts.why_not(api_base), is_fine=False)
    try:
        with httpx.Client(timeout=5, follow_redirects=False, trust_env=False) as http:
            date = http.head(api_base).headers.get("date", "")
        theirs = parsedate_to_datetime(date).timestamp()
    except (httpx.HTTPError, ValueError):
        return Comparison(whose, f"{api_base} did not say its time; is it reachable?", is_fine=False)
    return _compare(whose, theirs=theirs, ours=clock())


def _against_callbacks(account_id: int, slug: str, clock: Callable[[], float]) -> Iterator[Comparison]:
    from zhijian.config.places import home
    from zhijian.gateway.staleness import last_stale

    stale = last_stale(home() / "run", account_id=account_id)
    if stale is not None and clock() - stale.received_at < 24 * 3600:
        yield _compare(f"the last callbacks ({slug})", theirs=stale.signed_at, ours=stale.received_at)


def _compare(whose: str, *, theirs: float, ours: float) -> Comparison:
    apart = ours - theirs
    times = f"ours {_shown(ours)}, theirs {_shown(theirs)}"
    if abs(apart) <= TOLERANCE_SECONDS:
        return Comparison(whose, f"right ({times})", is_fine=True)
    way = "ahead" if apart > 0 else "behind"
    words = f"{abs(apart):.0f} seconds {way} ({times}); set the clock, or switch on time synchronisation"
    return Comparison(whose, words, is_fine=False)


def _shown(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M:%S")
