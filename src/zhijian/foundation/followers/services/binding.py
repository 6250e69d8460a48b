"""Tying a follower to a member, and untying him."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.followers.errors import FollowerTaken, MemberGone, MemberTaken, NotFollowing
from zhijian.foundation.followers.models import (
    Binding,
    BindingChange,
    Follower,
    HelpRequest,
    TagCarrier,
    Unbinding,
)
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.services.changes import note_members
from zhijian.foundation.org.states import MemberState


@transaction.atomic
def bind(
    follower: Follower,
    *,
    member: Member,
    way: Way,
    by: Any = None,
    voucher: Member | None = None,
    allow_second: bool = False,
) -> Binding:
    """From now on this follower is this member. The same again changes nothing.

    `by` is the member of staff who did it; None: the person himself, however he proved it. A member is bound
    once at an account: one person has one WeChat, and a second one claiming to be him is more likely a
    mistake than a second phone. Staff may allow a second with `allow_second`.

    Raises `NotFollowing`, `MemberGone`, `FollowerTaken`, `MemberTaken`.
    """
    follower = Follower.objects.select_for_update().get(pk=follower.pk)
    if follower.left_at is not None:
        raise NotFollowing
    if not Member.objects.filter(pk=member.pk, state=MemberState.ACTIVE).exists():
        raise MemberGone
    if known := Binding.objects.filter(follower=follower).first():
        if known.member_id == member.pk:
            return known
        raise FollowerTaken
    binding = _made(
        Binding(
            follower=follower,
            account_id=follower.account_id,
            member=member,
            way=way,
            voucher=voucher,
            bound_by_name=str(by or "")[:150],
            is_second=allow_second and _is_bound(member, follower.account_id),
        )
    )
    HelpRequest.objects.filter(follower=follower).delete()
    _tell(follower, member)
    audit.write("member.bound", actor=by or "follower", subject=member, details={"way": str(way)})
    return binding


@transaction.atomic
def unbind(binding: Binding, *, by: Any = None, why: str = "") -> None:
    """He is not that member, or not any more. `by` staff: he is told at his next visit; None: himself."""
    held = Binding.objects.select_for_update(of=("self",)).select_related("follower", "member")
    found = held.filter(pk=binding.pk).first()
    if found is None:  # somebody else was quicker
        return
    _end(found, by_name=str(by or "")[:150], why=why.strip()[:200])
    audit.write(
        "member.unbound",
        actor=by or "follower",
        subject=found.member,
        details={"way": found.way, "with_reason": bool(why.strip())},
    )


def forget_person(follower: Follower) -> None:
    """He left: nothing may tie this openid to a person any more. In the caller's transaction.

    What stays is that the member was bound for a while; not by which openid.
    """
    if found := Binding.objects.filter(follower=follower).select_related("follower").first():
        _end(found, by_name="", why="")
    Unbinding.objects.filter(follower=follower).update(follower=None)
    HelpRequest.objects.filter(follower=follower).delete()
    TagCarrier.objects.filter(follower=follower).delete()  # WeChat takes all tags off who leaves


@transaction.atomic
def note_told(follower: Follower) -> None:
    """He has read that staff undid his binding."""
    Unbinding.objects.filter(follower=follower, told_at=None).update(told_at=now())


def _made(binding: Binding) -> Binding:
    try:
        with transaction.atomic():
            binding.save()
    except IntegrityError as error:
        raise MemberTaken from error
    return binding


def _is_bound(member: Member, account_id: int) -> bool:
    return Binding.objects.filter(member=member, account_id=account_id).exists()


def _end(binding: Binding, *, by_name: str, why: str) -> None:
    Unbinding.objects.create(
        follower=binding.follower,
        account_id=binding.account_id,
        member_id=binding.member_id,
        way=binding.way,
        bound_at=binding.bound_at,
        ended_by_name=by_name,
        why=why,
        told_at=None if by_name else now(),
    )
    _tell(binding.follower, binding.member)
    binding.delete()


def _tell(follower: Follower, member: Member) -> None:
    """Those who remember the follower by his openid, and those who count members."""
    note_members([member])
    BindingChange.objects.create(account_id=follower.account_id, openid=follower.openid)
