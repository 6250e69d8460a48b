"""Comparing whom we know with WeChat's list: a callback that was lost is made good.

A comparison reads the list page by page and writes down each page at once, so it can be stopped and go on.
Whatever callbacks say meanwhile is newer than the list and stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Unpack

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Follower, Reconciling
from zhijian.foundation.followers.services.binding import forget_person
from zhijian.foundation.followers.ways import Known
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.services import Watched

CHORE: Final = "followers.reconcile"
EACH_NIGHT: Final = "followers.reconcile_all"
# One that was stopped goes on for so long; after that the pages read are too old to be of use.
GOES_ON_FOR: Final = timedelta(days=3)
# A list that lacks more than one in five of those we know is more likely wrong than right.
MOST_GONE: Final = 0.2
FEW: Final = 50
_AT_ONCE: Final = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """What WeChat says of one follower."""

    openid: str = field(repr=False)
    follows: bool
    followed_at: datetime | None = None
    scene: str = ""


@transaction.atomic
def ask_to_reconcile(account: Account, *, by: Any, believe: bool = False, **watched: Unpack[Watched]) -> None:
    """Have the worker compare now; one that runs already goes on. `believe`: also if very many have left."""
    tasks.plan_anew(
        CHORE, key=asked_key_of(account.pk), arguments={"account": account.pk, "believe": believe}, **watched
    )
    audit.write("followers.reconcile_asked", actor=by, subject=account, details={"believe": believe})


def asked_key_of(account_id: int) -> str:
    """Of the task somebody watches; the one of the night has another, and belongs to nobody."""
    return f"{CHORE}:{account_id}:asked"


def plan_for_all() -> int:
    """A comparison of each account, tonight. How many."""
    account_ids = list(Account.objects.order_by("pk").values_list("pk", flat=True))
    for account_id in account_ids:
        tasks.plan_anew(CHORE, key=f"{CHORE}:{account_id}", arguments={"account": account_id})
    return len(account_ids)


@transaction.atomic
def begin(account_id: int, *, believe: bool = False) -> Reconciling:
    """A new comparison, or the one that was stopped. A list that was doubted is read anew, or believed."""
    moment = now()
    run, is_new = Reconciling.objects.select_for_update().get_or_create(
        account_id=account_id, defaults={"began_at": moment}
    )
    goes_on = run.is_under_way and run.began_at > moment - GOES_ON_FOR and (believe or not run.doubted)
    if not is_new and not goes_on:
        run.began_at, run.is_under_way, run.has_listed = moment, True, False
        run.next_openid, run.total, run.listed, run.came, run.went = "", 0, 0, 0, 0
    run.errcode = run.doubted = 0
    run.save()
    return run


@transaction.atomic
def note_page(run: Reconciling, openids: Sequence[str], *, total: int, next_openid: str) -> None:
    """These follow. Whoever left since the comparison began has said so himself, later."""
    came = 0
    for start in range(0, len(openids), _AT_ONCE):
        came += _note_listed(run, openids[start : start + _AT_ONCE])
    run.total, run.next_openid = total, next_openid
    run.listed += len(openids)
    run.came += came
    run.has_listed = not next_openid
    run.save()


@transaction.atomic
def note_missing(run: Reconciling, *, believe: bool = False) -> None:
    """Whoever follows for us and is not on the list has left. Not believed when that are very many."""
    missing = _missing(run)
    count = missing.count()
    known = Follower.objects.filter(account=run.account_id, left_at=None).count()
    is_short = run.listed < run.total
    if not believe and (is_short or (count > FEW and count > MOST_GONE * known)):
        run.doubted = max(count, 1) if is_short else count
        run.save()
        return
    for follower in missing.filter(Q(binding__isnull=False) | Q(carries__isnull=False)).distinct():
        forget_person(follower)
    run.went += missing.update(left_at=run.began_at, last_wrote_at=None, scene="", reconciled_at=None)
    run.save()


def not_asked_about(account_id: int, *, most: int) -> list[str]:
    """Openids of followers of whom WeChat has not said since when, in no order."""
    wanted = Follower.objects.filter(account=account_id, left_at=None, asked_at=None)
    return list(wanted.values_list("openid", flat=True)[:most])


def count_not_asked_about(account_id: int) -> int:
    return Follower.objects.filter(account=account_id, left_at=None, asked_at=None).count()


@transaction.atomic
def note_told(account_id: int, told: Iterable[Told]) -> None:
    """Since when they follow, and by which code they came; who does not follow any more has left."""
    moment = now()
    by_openid = {one.openid: one for one in told}
    rows = list(Follower.objects.filter(account=account_id, openid__in=by_openid, left_at=None))
    for row in rows:
        one = by_openid[row.openid]
        row.asked_at = moment
        if one.follows:
            row.followed_at = one.followed_at or row.followed_at
            row.scene = row.scene or one.scene[:64]
        elif row.followed_at is None or row.followed_at < moment:
            row.left_at, row.scene, row.last_wrote_at = moment, "", None
            forget_person(row)
    Follower.objects.bulk_update(
        rows, ["asked_at", "followed_at", "scene", "left_at", "last_wrote_at"], batch_size=100
    )


def note_not_told(account_id: int, openids: Sequence[str]) -> None:
    """WeChat does not know them under this account: asking again each night would not help."""
    Follower.objects.filter(account=account_id, openid__in=openids).update(asked_at=now())


@transaction.atomic
def note_finished(run: Reconciling) -> None:
    run.is_under_way, run.finished_at = False, now()
    run.save()


@transaction.atomic
def note_refused(run: Reconciling, *, errcode: int) -> None:
    """WeChat says no; what was compared until then stands, and the next comparison goes on from there."""
    run.errcode = errcode
    run.save()


def _note_listed(run: Reconciling, openids: Sequence[str]) -> int:
    """How many of them we did not know to follow."""
    began = run.began_at
    mine = Follower.objects.filter(account=run.account_id, openid__in=openids)
    known = set(mine.values_list("openid", flat=True))
    came_back = mine.filter(left_at__lte=began).update(
        left_at=None, followed_at=began, asked_at=None, is_known_by=Known.LIST
    )
    unknown = mine.filter(followed_at=None, left_at=None)
    unknown.update(followed_at=F("first_seen_at"), is_known_by=Known.LIST)
    mine.filter(left_at=None).update(reconciled_at=now())
    new = [
        Follower(
            account_id=run.account_id,
            openid=openid,
            first_seen_at=began,
            followed_at=began,
            reconciled_at=now(),
            is_known_by=Known.LIST,
        )
        for openid in openids
        if openid not in known
    ]
    # Whoever follows at this very moment is made by his callback; then it need not be made here.
    Follower.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return came_back + len(new)


def _missing(run: Reconciling) -> QuerySet[Follower]:
    """Followers by what we knew before the comparison began, and not on the list."""
    began = run.began_at
    follows = Follower.objects.filter(account=run.account_id, left_at=None, first_seen_at__lt=began)
    return follows.filter(
        Q(reconciled_at=None) | Q(reconciled_at__lt=began),
        Q(followed_at=None) | Q(followed_at__lt=began),
        Q(last_wrote_at=None) | Q(last_wrote_at__lt=began),
    )
