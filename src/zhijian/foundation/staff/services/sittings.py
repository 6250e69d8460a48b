"""Where somebody is signed in: seen, ended."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.sittings import end_sittings


def note_seen(session_key: str, *, address: str) -> None:
    """He used this browser just now; from there, if anybody knows from where."""
    from_there = {"ip": address} if address else {}
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now(), **from_there)


@transaction.atomic
def end_sitting(sitting: UserSession, *, by: Any) -> None:
    """Signed out there, at once."""
    sitting.end()
    audit.write("staff.sitting_ended", actor=by, subject=sitting.user)


@transaction.atomic
def end_other_sittings(staff: Staff, *, keeping: str) -> int:
    """Signed out everywhere but here. How many there were."""
    ended = end_sittings(staff, but=keeping)
    audit.write("staff.sittings_ended", actor=staff, subject=staff, details={"count": ended})
    return ended


@transaction.atomic
def end_sittings_of(staff: Staff, *, by: Any) -> int:
    """Somebody else signs him out everywhere: a lost phone, a borrowed computer. How many there were."""
    ended = end_sittings(staff)
    audit.write("staff.sittings_ended", actor=by, subject=staff, details={"count": ended})
    return ended
