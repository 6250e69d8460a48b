"""How people come in: invitations, passwords, second factors."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.staff.errors import InvitationOver
from zhijian.foundation.staff.link_codes import hash_of
from zhijian.foundation.staff.models import Invitation, Staff
from zhijian.foundation.staff.passwords import check_password
from zhijian.foundation.staff.sittings import end_sittings, second_factors_of

INVITED_FOR = timedelta(days=3)


@transaction.atomic
def invite(staff: Staff, *, by: Any) -> str:
    """The code of a link with which he chooses a password of his own. Shown once, kept as a hash."""
    code = secrets.token_urlsafe(24)
    Invitation.objects.update_or_create(
        staff=staff,
        defaults={"code_hash": hash_of(code), "made_at": now(), "expires_at": now() + INVITED_FOR},
    )
    audit.write("staff.invited", actor=by, subject=staff)
    return code


@transaction.atomic
def accept_invitation(code: str, *, password: str) -> Staff:
    """His password is set, the link is used up, and he is signed out wherever he was."""
    invited = Invitation.objects.select_related("staff").filter(
        code_hash=hash_of(code), expires_at__gt=now(), staff__is_active=True
    )
    invitation = invited.first()
    if invitation is None:
        raise InvitationOver
    staff = invitation.staff
    check_password(password, staff=staff)
    invitation.delete()
    staff.set_password(password)
    staff.save(update_fields=["password"])
    end_sittings(staff)
    audit.write("staff.invitation_accepted", actor=staff, subject=staff)
    return staff


@transaction.atomic
def choose_password(staff: Staff, *, password: str, keeping: str = "", by: Any) -> None:
    """A new password. He is signed out everywhere but in the session with the key `keeping`."""
    check_password(password, staff=staff)
    staff.set_password(password)
    staff.save(update_fields=["password"])
    Invitation.objects.filter(staff=staff).delete()
    end_sittings(staff, but=keeping)
    audit.write("staff.password_changed", actor=by, subject=staff)


@transaction.atomic
def forget_second_factors(staff: Staff, *, by: Any) -> None:
    """For a lost phone: the password alone lets him in, until he sets new ones up."""
    second_factors_of(staff).delete()
    audit.write("staff.second_factors_forgotten", actor=by, subject=staff)


def note_sign_in(staff: Staff, *, how: str) -> None:
    audit.write("staff.signed_in", actor=staff, subject=staff, details={"how": how})


def note_second_factor(staff: Staff, *, what: str, is_added: bool) -> None:
    action = "staff.second_factor_added" if is_added else "staff.second_factor_removed"
    audit.write(action, actor=staff, subject=staff, details={"what": what})
