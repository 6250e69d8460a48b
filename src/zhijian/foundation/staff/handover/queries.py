"""Hand-overs, through the person asking, and what is still to be signed for."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.handover.passing import Passing, Thing, passings
from zhijian.foundation.staff.models import HandOver, Staff
from zhijian.foundation.staff.queries import colleagues_visible_to
from zhijian.foundation.staff.roles import MANAGE_STAFF


def handovers_visible_to(staff: Staff) -> QuerySet[HandOver]:
    """His own, given, received or begun, and those of colleagues he manages; the newest first."""
    found = Q(giver=staff) | Q(successor=staff) | Q(begun_by=staff)
    if staff.rights.scope(*MANAGE_STAFF):
        found |= Q(Exists(colleagues_visible_to(staff).filter(pk=OuterRef("giver"))))
    handovers = HandOver.objects.filter(found).select_related("giver", "successor", "begun_by")
    return handovers.order_by("-pk")


def scope_of(handover: HandOver) -> Scope:
    """As far as whoever began it is administrator today."""
    return handover.begun_by.rights.scope(*MANAGE_STAFF)


def open_things(handover: HandOver) -> list[tuple[Passing, list[Thing]]]:
    """What the giver still has in hand, by kind; kinds of which he has nothing are left out."""
    if handover.ended_at:
        return []
    within = scope_of(handover)
    found = [(passing, list(passing.things_of(handover.giver, within))) for passing in passings()]
    return [(passing, things) for passing, things in found if things]


def is_finished(handover: HandOver) -> bool:
    return not open_things(handover)
