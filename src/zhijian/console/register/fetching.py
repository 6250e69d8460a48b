"""An entry of the register, through the person asking: fetching and permission in one act."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import MANAGE_ACCOUNTS, Role
from zhijian.rooms.reach.models import Alarm, Entry, Step
from zhijian.rooms.reach.queries.register import RINGING, entry_by_key
from zhijian.rooms.reach.register_permissions import KEEP_REGISTER, SEE_REGISTER


def entry_of(staff: Staff, key: str) -> Entry:
    return _found(staff, key, *SEE_REGISTER)


def entry_to_keep(staff: Staff, key: str) -> Entry:
    """Whose facts he may write down."""
    return _found(staff, key, *KEEP_REGISTER)


def entry_to_manage(staff: Staff, key: str) -> Entry:
    """Whose life he may decide on."""
    return _found(staff, key, *MANAGE_ACCOUNTS)


def step_to_undo(staff: Staff, key: str, number: int) -> Step:
    entry = entry_to_manage(staff, key)
    return get_object_or_404(Step, pk=number, entry_id=entry.pk or 0)


def alarm_to_settle(staff: Staff, key: str, number: int) -> Alarm:
    """One that rings; settled or over it is not there any more."""
    entry = entry_to_keep(staff, key)
    return get_object_or_404(Alarm.objects.filter(RINGING), pk=number, entry_id=entry.pk or 0)


def keeps(staff: Staff, entry: Entry) -> bool:
    return staff.rights.reach(entry.path, *KEEP_REGISTER)


def manages(staff: Staff, entry: Entry) -> bool:
    return staff.rights.reach(entry.path, *MANAGE_ACCOUNTS)


def _found(staff: Staff, key: str, *roles: Role) -> Entry:
    found = entry_by_key(staff, key, *roles)
    if found is None:
        raise Http404
    return found
