"""The tree and the roster, through the person asking: whatever is not returned here is not there for him."""

from django.db.models import QuerySet

from zhijian.foundation.org import queries
from zhijian.foundation.org.models import Member, Transfer, Unit
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import KEEP_ROSTER, SEE_MEMBERS, SEE_UNITS, SHAPE_TREE, Role


def scope_for(staff: Staff, *roles: Role) -> Scope:
    """Where he holds at least one of `roles` today; without any named, where he holds any."""
    return staff.rights.scope(*roles)


def units_visible_to(staff: Staff, *, with_closed: bool = False) -> QuerySet[Unit]:
    """Whatever his role: without seeing what there is, nothing could be found or picked."""
    return queries.units_within(scope_for(staff, *SEE_UNITS), with_closed=with_closed)


def units_shaped_by(staff: Staff) -> QuerySet[Unit]:
    """Which he may rename, move, merge, split and close, and below which he may open others."""
    return queries.units_within(scope_for(staff, *SHAPE_TREE))


def members_visible_to(staff: Staff, *, with_departed: bool = False) -> QuerySet[Member]:
    """Whose names he may read. Phone and ID number are not fetched with them."""
    return queries.members_within(scope_for(staff, *SEE_MEMBERS), with_departed=with_departed)


def members_kept_by(staff: Staff, *, with_departed: bool = False) -> QuerySet[Member]:
    """Whose particulars he may correct."""
    return queries.members_within(scope_for(staff, *KEEP_ROSTER), with_departed=with_departed)


def transfers_visible_to(staff: Staff) -> QuerySet[Transfer]:
    """Open ones that leave or reach a unit whose members he sees; the oldest first."""
    return queries.transfers_within(scope_for(staff, *SEE_MEMBERS))
