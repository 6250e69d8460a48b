"""What WeChat's messages say about followers, written down. Safe to run twice with the same message."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.services.binding import forget_person


@transaction.atomic
def note_contact(*, account_id: int, openid: str, at: datetime, wrote: bool) -> Follower:
    """Somebody wrote or pressed something: he is there, and he follows (only followers can write)."""
    follower = _row(account_id, openid, at)
    if wrote:
        _advance(follower, "last_wrote_at", at)
    return follower


@transaction.atomic
def note_followed(*, account_id: int, openid: str, at: datetime, scene: str = "") -> Follower:
    """A message that was late must not undo a later one: only times that move forward count."""
    follower = _row(account_id, openid, at)
    later = Follower.objects.filter(pk=follower.pk).filter(Q(left_at=None) | Q(left_at__lte=at))
    later.filter(Q(followed_at=None) | Q(followed_at__lt=at) | Q(left_at__isnull=False)).update(
        followed_at=at, left_at=None, **({"scene": scene} if scene else {})
    )
    follower.refresh_from_db()
    return follower


@transaction.atomic
def note_left(*, account_id: int, openid: str, at: datetime) -> Follower:
    """He left: what tied this openid to a person is erased, as the platform asks (protocol 3).

    The openid stays with the times, so that a message that comes late does not make him a follower again.
    """
    follower = _row(account_id, openid, at)
    leaving = Follower.objects.filter(pk=follower.pk).filter(Q(followed_at=None) | Q(followed_at__lte=at))
    if leaving.update(left_at=at, last_wrote_at=None, scene="", reconciled_at=None):
        forget_person(follower)
    follower.refresh_from_db()
    return follower


@transaction.atomic
def note_came_by(*, account_id: int, openid: str, scene: str, followed_after: datetime) -> bool:
    """By his own word; he began to follow lately, by no code. False: that was long ago, or by another."""
    new = Follower.objects.filter(account_id=account_id, openid=openid, left_at=None, scene="")
    return bool(new.filter(followed_at__gt=followed_after).update(scene=scene))


def _row(account_id: int, openid: str, at: datetime) -> Follower:
    follower, _ = Follower.objects.get_or_create(
        account_id=account_id, openid=openid, defaults={"first_seen_at": at}
    )
    return follower


def _advance(follower: Follower, field: str, at: datetime) -> None:
    Follower.objects.filter(pk=follower.pk).filter(Q(**{field: None}) | Q(**{f"{field}__lt": at})).update(
        **{field: at}
    )
    setattr(follower, field, max(at, getattr(follower, field) or at))
