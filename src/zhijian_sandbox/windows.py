"""When an account may write to a follower by itself: customer-service messages.

After anything a person writes: five messages within 48 hours. After following, scanning or a click in
the menu: three within a minute. Writing again opens the window anew.
"""

from zhijian_sandbox.state import followers
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.state.store import Store

AFTER_WRITING_SECONDS = 48 * 3600
AFTER_WRITING_MESSAGES = 5
AFTER_ACTING_SECONDS = 60
AFTER_ACTING_MESSAGES = 3


def opened_by_writing(store: Store, tie: Tie, *, now: float) -> None:
    followers.change_tie(store, tie.id, wrote_at=now, wrote_left=AFTER_WRITING_MESSAGES)


def opened_by_acting(store: Store, tie: Tie, *, now: float) -> None:
    followers.change_tie(store, tie.id, acted_at=now, acted_left=AFTER_ACTING_MESSAGES)


def closed(store: Store, tie: Tie) -> None:
    followers.change_tie(store, tie.id, wrote_at=None, wrote_left=0, acted_at=None, acted_left=0)


def use(store: Store, tie: Tie, *, now: float) -> int:
    """Take one message from an open window, the shorter one first; 0, or the platform's error code."""
    acted = _is_open(tie.acted_at, now=now, seconds=AFTER_ACTING_SECONDS)
    wrote = _is_open(tie.wrote_at, now=now, seconds=AFTER_WRITING_SECONDS)
    if acted and tie.acted_left:
        followers.change_tie(store, tie.id, acted_left=tie.acted_left - 1)
        return 0
    if wrote and tie.wrote_left:
        followers.change_tie(store, tie.id, wrote_left=tie.wrote_left - 1)
        return 0
    return 45047 if acted or wrote else 45015


def last_contact_at(tie: Tie) -> float | None:
    times = [at for at in (tie.wrote_at, tie.acted_at) if at is not None]
    return max(times) if times else None


def _is_open(opened_at: float | None, *, now: float, seconds: float) -> bool:
    return opened_at is not None and now - opened_at <= seconds
