"""Choosing members by where they belong and what they carry: quick at a million."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Active members within `scope`; with all labels in `mask`, if any; born in these years, if given."""

    scope: Scope
    mask: int = 0
    born: tuple[int, int] | None = None  # both included; who has no year is not chosen


def ids_of(pick: Pick) -> list[int]:
    """The keys of everybody chosen, in no order."""
    return list(_chosen(pick).values_list("pk", flat=True))


def count_of(pick: Pick) -> int:
    return _chosen(pick).count()


def _chosen(pick: Pick) -> QuerySet[Member]:
    found = Member.objects.filter(state=MemberState.ACTIVE)
    if not pick.scope.is_everything:
        found = found.filter(unit__in=Unit.objects.filter(pick.scope.q("path")))
    if pick.mask:
        found = found.annotate(worn=F("labels").bitand(pick.mask)).filter(worn=pick.mask)
    if pick.born:
        found = found.filter(Q(birth_year__gte=pick.born[0]) & Q(birth_year__lte=pick.born[1]))
    return found


def paths_in(units: Sequence[Unit]) -> Scope:
    """The scope that whole subtrees make."""
    return Scope.of(*(unit.path for unit in units))
