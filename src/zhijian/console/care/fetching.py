"""Units and people of the care list, through the person asking: fetching and permission in one act."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries import units_within
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import KEEP_ROSTER, SEE_MEMBERS
from zhijian.foundation.staff.roster import members_kept_by, members_visible_to, scope_for
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.queries.care import act_of


def seen_scope(staff: Staff) -> Scope:
    return scope_for(staff, *SEE_MEMBERS)


def kept_scope(staff: Staff) -> Scope:
    return scope_for(staff, *KEEP_ROSTER)


def unit_to_see(staff: Staff, number: int) -> Unit:
    """Whose names he may read; closed ones have nobody to care for."""
    return get_object_or_404(units_within(seen_scope(staff)), pk=number)


def unit_to_care_for(staff: Staff, number: int) -> Unit:
    return get_object_or_404(units_within(kept_scope(staff)), pk=number)


def member_to_see(staff: Staff, code: str) -> Member:
    return get_object_or_404(members_visible_to(staff).filter(state=MemberState.ACTIVE), code=code)


def member_to_care_for(staff: Staff, code: str) -> Member:
    return get_object_or_404(members_kept_by(staff).filter(state=MemberState.ACTIVE), code=code)


def kept_among(staff: Staff, members: Iterable[Member]) -> list[Member]:
    keys = [member.pk for member in members]
    return list(members_kept_by(staff).filter(pk__in=keys))


def words_of_act(staff: Staff, act: UUID) -> list[Word]:
    """What of this act still holds, as far as he gives care there; 404 when that is nothing."""
    found = list(act_of(str(act), kept_scope(staff)))
    if not found:
        raise Http404
    return found
