"""Codes on paper: made by staff, typed by whoever holds the paper."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.followers import codes
from zhijian.foundation.followers.errors import CodeMistyped, CodeOver, CodeUnknown
from zhijian.foundation.followers.models import Binding, BindingCode, Follower
from zhijian.foundation.followers.services.binding import bind
from zhijian.foundation.followers.services.guessing import ensure_may_guess, note_wrong_guess
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member

LASTS: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Printed:
    """A code for one member, to be put on paper now: it is not kept, and cannot be shown again."""

    member: Member
    code: str = field(repr=False)


def make_binding_code(member: Member, *, by: Any, allows_second: bool = False) -> str:
    """`7KQ4-M2XW`: good for 30 days and one use. The member's earlier codes are good no longer."""
    return make_binding_codes([member], by=by, allows_second=allows_second)[0].code


@transaction.atomic
def make_binding_codes(members: Iterable[Member], *, by: Any, allows_second: bool = False) -> list[Printed]:
    """One each, for a sheet; one line in the audit for all of them."""
    printed = [Printed(member, codes.new_code()) for member in members]
    moment = now()
    keys = [one.member.pk for one in printed]
    for start in range(0, len(keys), 5000):
        open_ones = BindingCode.objects.filter(member__in=keys[start : start + 5000])
        open_ones.filter(used_at=None, replaced_at=None).update(replaced_at=moment)
    BindingCode.objects.bulk_create(
        [
            BindingCode(
                member=one.member,
                code_hash=codes.hash_of(one.code),
                made_at=moment,
                made_by_name=str(by)[:150],
                expires_at=moment + LASTS,
                allows_second=allows_second,
            )
            for one in printed
        ],
        batch_size=1000,
    )
    only = printed[0].member if len(printed) == 1 else None
    audit.write("binding.codes_made", actor=by, subject=only, details={"members": len(printed)})
    return [Printed(one.member, codes.as_printed(one.code)) for one in printed]


def redeem_code(follower: Follower, typed: str) -> Binding:
    """Who holds the paper is the member it was made for.

    A slip of the finger (`CodeMistyped`) is not counted; a code that never was (`CodeUnknown`) is a wrong
    guess, and stays counted. Also raises `CodeOver`, `TriesUsedUp` and what `bind` raises.
    """
    code = codes.tidy(typed)
    if not codes.is_whole(code):
        raise CodeMistyped
    ensure_may_guess(follower)
    found = BindingCode.objects.filter(code_hash=codes.hash_of(code)).select_related("member").first()
    if found is None:
        note_wrong_guess(follower)
        raise CodeUnknown
    return _use(found, follower)


@transaction.atomic
def _use(code: BindingCode, follower: Follower) -> Binding:
    moment = now()
    good = BindingCode.objects.filter(pk=code.pk, used_at=None, replaced_at=None, expires_at__gt=moment)
    if not good.update(used_at=moment):
        raise CodeOver
    return bind(follower, member=code.member, way=Way.CODE, allow_second=code.allows_second)


def forget_old_codes() -> None:
    BindingCode.objects.filter(expires_at__lt=now() - LASTS).delete()
