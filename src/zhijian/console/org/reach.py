"""Units, members and what belongs to them, through the person asking: fetching and permission in one act."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.foundation.org.models import Label, Member, Office, Stay, Transfer, Unit
from zhijian.foundation.org.queries import units_within
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import (
    APPROVE_TRANSFERS,
    KEEP_ROSTER,
    SEE_MEMBERS,
    Role,
)
from zhijian.foundation.staff.roster import (
    members_kept_by,
    members_visible_to,
    scope_for,
    transfers_visible_to,
    units_shaped_by,
    units_visible_to,
)


def unit_of(staff: Staff, number: int) -> Unit:
    """Closed ones too: their past is asked for."""
    return get_object_or_404(units_visible_to(staff, with_closed=True).select_related("superior"), pk=number)


def unit_to_shape(staff: Staff, number: int) -> Unit:
    return get_object_or_404(units_shaped_by(staff).select_related("superior"), pk=number)


def unit_to_keep(staff: Staff, number: int) -> Unit:
    """Whose roster he keeps."""
    return get_object_or_404(units_within(scope_for(staff, *KEEP_ROSTER)), pk=number)


def member_of(staff: Staff, code: str) -> Member:
    return get_object_or_404(members_visible_to(staff, with_departed=True), code=code)


def member_to_keep(staff: Staff, code: str) -> Member:
    return get_object_or_404(members_kept_by(staff, with_departed=True), code=code)


def office_to_keep(staff: Staff, number: int) -> Office:
    """Of a unit whose roster he keeps."""
    found = Office.objects.select_related("unit", "member__unit")
    return get_object_or_404(found.filter(scope_for(staff, *KEEP_ROSTER).q("unit__path")), pk=number)


def stay_to_keep(staff: Staff, number: int) -> Stay:
    found = Stay.objects.select_related("unit", "member__unit")
    return get_object_or_404(found.filter(scope_for(staff, *KEEP_ROSTER).q("unit__path")), pk=number)


def transfer_of(staff: Staff, number: int) -> Transfer:
    return get_object_or_404(transfers_visible_to(staff), pk=number)


def transfer_to_release(staff: Staff, number: int) -> Transfer:
    """His to let go: he approves transfers at the unit the member leaves."""
    return _approvable(staff, transfer_of(staff, number), "from_unit")


def transfer_to_accept(staff: Staff, number: int) -> Transfer:
    """His to take in: he approves transfers at the unit the member joins."""
    return _approvable(staff, transfer_of(staff, number), "to_unit")


def transfer_to_refuse(staff: Staff, number: int) -> Transfer:
    """Either side's."""
    transfer = transfer_of(staff, number)
    if not (approves_at(staff, transfer.from_unit) or approves_at(staff, transfer.to_unit)):
        raise Http404
    return transfer


def label_to_change(staff: Staff, number: int) -> Label:
    """Labels are everybody's: only the whole house's administrator renames or retires one."""
    if not staff.rights.reach("", Role.ADMINISTRATOR):
        raise Http404
    return get_object_or_404(Label, pk=number)


def approves_at(staff: Staff, unit: Unit) -> bool:
    return staff.rights.reach(unit.path, *APPROVE_TRANSFERS)


def sees_members_of(staff: Staff, unit: Unit) -> bool:
    return staff.rights.reach(unit.path, *SEE_MEMBERS)


def keeps_roster_of(staff: Staff, unit: Unit) -> bool:
    return staff.rights.reach(unit.path, *KEEP_ROSTER)


def _approvable(staff: Staff, transfer: Transfer, side: str) -> Transfer:
    if not approves_at(staff, getattr(transfer, side)):
        raise Http404
    return transfer
