"""Coming in by WeChat's sign-in: out to WeChat with a state, back with a code, which the worker trades.

The state belongs to the browser it was made for, is good for five minutes and for one return. The page never
waits for WeChat: it plans a task, and looks every second what came of it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.visits.authorize import gives_sign_in
from zhijian.foundation.visits.errors import (
    CannotSignIn,
    StateOfAnotherBrowser,
    StateTooOld,
    StateUnknown,
    StateUsed,
)
from zhijian.foundation.visits.models import Arrival
from zhijian.foundation.visits.services.visits import open_visit
from zhijian.foundation.visits.states import Outcome
from zhijian.wechat.credentials import Hidden

CHORE: Final = "visits.trade_codes"
LASTS: Final = timedelta(minutes=5)
_LONGEST_CODE: Final = 512

Clock = Callable[[], datetime]


def hash_of(secret: str) -> bytes:
    """Long and random, so that a plain digest is enough."""
    return sha256(secret.encode()).digest()


def begin_arrival(account: Account, *, browser: str, to: str, clock: Clock = now) -> str:
    """The state to send along. Raises `CannotSignIn`."""
    if not gives_sign_in(account):
        raise CannotSignIn
    state = token_urlsafe(24)
    Arrival.objects.create(
        account=account, state_hash=hash_of(state), browser_hash=hash_of(browser), to=to, begun_at=clock()
    )
    return state


@transaction.atomic
def come_back(state: str, *, browser: str, code: str, clock: Clock = now) -> Arrival:
    """He is back with a code; the worker is asked to trade it.

    Raises `StateUnknown`, `StateOfAnotherBrowser`, `StateTooOld`, `StateUsed`; none of them spends the state
    of whoever it belongs to.
    """
    found = Arrival.objects.filter(state_hash=hash_of(state)).first()
    if found is None or not code or len(code) > _LONGEST_CODE:
        raise StateUnknown
    if bytes(found.browser_hash) != hash_of(browser):
        raise StateOfAnotherBrowser
    if found.outcome != Outcome.BEGUN:
        raise StateUsed
    moment = clock()
    if moment - found.begun_at > LASTS:
        raise StateTooOld
    fresh = Arrival.objects.filter(pk=found.pk, outcome=Outcome.BEGUN)
    if not fresh.update(outcome=Outcome.CAME, came_at=moment, code=Hidden(code)):
        raise StateUsed
    tasks.plan(CHORE, key=f"{CHORE}:{found.pk}", arguments={"account": found.account_id})
    found.refresh_from_db()
    return found


def claim_waiting(account_id: int, *, most: int = 20) -> list[Arrival]:
    """Those who are back, the first first; nobody else trades their codes."""
    waiting = Arrival.objects.filter(account=account_id, outcome=Outcome.CAME).order_by("came_at", "pk")
    claimed = []
    for arrival in waiting[:most]:
        mine = Arrival.objects.filter(pk=arrival.pk, outcome=Outcome.CAME)
        if mine.update(outcome=Outcome.ASKING):
            claimed.append(arrival)
    return claimed


def note_outcome(arrival: Arrival, outcome: Outcome, *, follower: Follower | None = None) -> None:
    """The code is of no more use, whatever came of it."""
    asked = Arrival.objects.filter(pk=arrival.pk, outcome=Outcome.ASKING)
    asked.update(outcome=outcome, follower=follower, code=Hidden(""))


@transaction.atomic
def take_in(arrival: Arrival, *, device: str, clock: Clock = now) -> str:
    """The visit's secret, for the browser's cookie; given once. Raises `StateUsed`."""
    let_in = Arrival.objects.filter(pk=arrival.pk, outcome=Outcome.IN, taken_at=None)
    if arrival.follower is None or not let_in.update(taken_at=clock()):
        raise StateUsed
    return open_visit(arrival.follower, device=device, clock=clock)
