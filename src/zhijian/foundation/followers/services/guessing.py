"""Saying who one is by name and last four digits, and the brake on those who try it too often.

1,000 guesses must be hopeless: one WeChat has eight a day, the last ones with longer and longer waits; one
name may be tried twelve times a day at an account, by whomever; and where an account sees far more wrong
guesses than people who come through, it takes none for a day. All of it is counted in the database, so it
makes no difference how many processes are asked at once. Codes on paper and helpers stay open to a person
whose name somebody else has blocked.
"""

from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.errors import TriesUsedUp
from zhijian.foundation.followers.models import Binding, Follower, Pause, WrongGuess
from zhijian.foundation.followers.queries.candidates import candidates, sought_hash
from zhijian.foundation.followers.ways import Braked
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.scope import Scope

log = structlog.get_logger()

DAY: Final = timedelta(days=1)
MOST_OF_A_FOLLOWER: Final = 8
MOST_AT_A_NAME: Final = 12
MOST_AT_AN_ACCOUNT: Final = 200
WRONG_FOR_ONE_BOUND: Final = 2  # so many more where many come through: a meeting, a campaign
FREE_TRIES: Final = 3
FIRST_WAIT: Final = timedelta(seconds=30)


@transaction.atomic
def find_myself(
    follower: Follower, *, scope: Scope, name: str, last_four: str, only: Member | None = None
) -> list[Member]:
    """The members he may be; none counts as a wrong guess. `only`: the one a personal code was made for.

    Takes as long for a name nobody has. Raises `TriesUsedUp`.
    """
    _one_at_a_time(follower)
    ensure_may_guess(follower, name=name)
    found = candidates(scope, name=name, last_four=last_four)
    if only is not None:
        found = [member for member in found if member.pk == only.pk]
    if not found:
        _count(follower, sought_hash(name, account_id=follower.account_id))
    return found


def may_guess(follower: Follower, *, name: str = "") -> bool:
    try:
        ensure_may_guess(follower, name=name)
    except TriesUsedUp:
        return False
    return True


def ensure_may_guess(follower: Follower, *, name: str = "") -> None:
    """Raises `TriesUsedUp`, which says until when and because of whom."""
    moment = now()
    sought = sought_hash(name, account_id=follower.account_id) if name else None
    concerned = Q(because=Braked.ACCOUNT) | Q(follower=follower)
    if sought:
        concerned |= Q(sought=sought)
    standing = Pause.objects.filter(
        concerned, account_id=follower.account_id, until__gt=moment, lifted_at=None
    )
    if pause := standing.order_by("-until").first():
        raise TriesUsedUp(until=pause.until, because=Braked(pause.because), is_pause=True)
    wrong = _of_follower(follower, moment)
    count, last = wrong.count(), wrong.order_by("-at").first()
    if last and count >= FREE_TRIES and (until := last.at + wait_after(count)) > moment:
        raise TriesUsedUp(until=until, because=Braked.FOLLOWER, is_pause=False)


def wait_after(count: int) -> timedelta:
    """How long before the next try, after so many wrong ones."""
    return FIRST_WAIT * 2 ** (count - FREE_TRIES) if count >= FREE_TRIES else timedelta(0)


@transaction.atomic
def note_wrong_guess(follower: Follower, *, name: str = "") -> None:
    """One more; where it was one too many, a day's pause begins."""
    _one_at_a_time(follower)
    _count(follower, sought_hash(name, account_id=follower.account_id) if name else None)


@transaction.atomic
def lift_pause(pause: Pause, *, by: Any) -> None:
    """Staff has looked into it: he may try again, with a fresh count."""
    standing = Pause.objects.filter(pk=pause.pk, lifted_at=None)
    if standing.update(lifted_at=now(), lifted_by_name=str(by)[:150]):
        audit.write("binding.pause_lifted", actor=by, subject=pause.account, details={"of": pause.because})


def forget_old_guesses() -> None:
    """Counted for a day, and kept for another."""
    WrongGuess.objects.filter(at__lt=now() - 2 * DAY).delete()
    Pause.objects.filter(until__lt=now() - 30 * DAY).delete()


def _one_at_a_time(follower: Follower) -> None:
    """Of a hundred guesses sent at once each must see the one before: an account's go one after another."""
    Account.objects.select_for_update(no_key=True).only("pk").get(pk=follower.account_id)


def _count(follower: Follower, sought: bytes | None) -> None:
    WrongGuess.objects.create(follower=follower, account_id=follower.account_id, sought=sought)
    moment = now()
    if _of_follower(follower, moment).count() >= MOST_OF_A_FOLLOWER:
        _pause(follower, Braked.FOLLOWER, follower=follower)
    if sought and _of_name(follower.account_id, sought, moment).count() >= MOST_AT_A_NAME:
        _pause(follower, Braked.SOUGHT, sought=sought)
    if _of_account(follower.account_id, moment).count() >= _most_at(follower.account_id, moment):
        _pause(follower, Braked.ACCOUNT)


def _most_at(account_id: int, moment: datetime) -> int:
    bound = Binding.objects.filter(account_id=account_id, bound_at__gt=moment - DAY).count()
    return MOST_AT_AN_ACCOUNT + WRONG_FOR_ONE_BOUND * bound


def _pause(guesser: Follower, because: Braked, **whose: Any) -> None:
    Pause.objects.create(account_id=guesser.account_id, because=because, until=now() + DAY, **whose)
    log.warning(
        "binding paused",
        account=guesser.account.slug,
        because=str(because),
        wrong_guesses="too many",
        until=f"{now() + DAY:%Y-%m-%d %H:%M}",
        next="look at /console/followers/ and lift it there if it was a mistake",
    )


def _of_follower(follower: Follower, moment: datetime) -> QuerySet[WrongGuess]:
    since = _fresh_since(Pause.objects.filter(follower=follower), moment)
    return WrongGuess.objects.filter(follower=follower, at__gt=since)


def _of_name(account_id: int, sought: bytes, moment: datetime) -> QuerySet[WrongGuess]:
    since = _fresh_since(Pause.objects.filter(account_id=account_id, sought=sought), moment)
    return WrongGuess.objects.filter(sought=sought, account_id=account_id, at__gt=since)


def _of_account(account_id: int, moment: datetime) -> QuerySet[WrongGuess]:
    pauses = Pause.objects.filter(account_id=account_id, because=Braked.ACCOUNT)
    return WrongGuess.objects.filter(account_id=account_id, at__gt=_fresh_since(pauses, moment))


def _fresh_since(pauses: QuerySet[Pause], moment: datetime) -> datetime:
    """What led to an earlier pause does not count again once that is over or lifted."""
    ends = [lifted or until for until, lifted in pauses.values_list("until", "lifted_at")]
    return max([moment - DAY, *(end for end in ends if end <= moment)])
