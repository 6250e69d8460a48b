"""A list of people to visit leaves the house on paper: why is written down before the first name."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.services import see_phone
from zhijian.rooms.reach.errors import NotHisToHelp
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.states import Standing

MOST_NUMBERS: Final = 30  # whole numbers at once; more leave only by an export that a second person agrees to


@transaction.atomic
def take_list(
    members: Sequence[Member], *, unit: Unit, by: Any, why: str, with_numbers: bool = False
) -> dict[int, str]:
    """Each one's number by his key, "" where there is none; the caller masks them unless asked for whole.

    With whole numbers each is a look of its own in the log, as if it had been opened on his page.
    """
    audit.write(
        "reach.list_taken",
        actor=by,
        subject=unit,
        details={"rows": len(members), "unmasked": with_numbers, "reason": why.strip()[:200]},
    )
    if with_numbers and len(members) > MOST_NUMBERS:
        raise ValueError("too many whole numbers at once")
    whole = {member.pk: member for member in Member.objects.filter(pk__in=[one.pk for one in members])}
    phones = {key: member.phone.reveal() for key, member in whole.items()}
    if with_numbers:
        phones |= {key: see_phone(whole[key], by=by) for key, phone in phones.items() if phone}
    return phones


@transaction.atomic
def call_as_helper(member: Member, *, helper: Member) -> str:
    """The number, for the helper it was given to; that he looked is written down. Raises `NotHisToHelp`."""
    given = Word.objects.filter(member=member, is_current=True, helper=helper, shows_phone=True)
    if not given.exclude(standing=Standing.DECLINED).exists():
        raise NotHisToHelp
    details = {"member": member.code, "helper": helper.code}
    audit.write("reach.phone_shown", actor="follower", subject=member.unit, details=details)
    return Member.objects.get(pk=member.pk).phone.reveal()
