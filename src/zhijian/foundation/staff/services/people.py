"""Taking people on, changing what they are, letting them go."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from zhijian.foundation import audit
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.errors import NameTaken, NameUnusable
from zhijian.foundation.staff.models import Invitation, Staff
from zhijian.foundation.staff.services.posts import check_can_go, give_post
from zhijian.foundation.staff.sittings import end_sittings


@transaction.atomic
def take_on(
    *,
    username: str,
    password: str | None,
    role: str,
    name: str,
    unit: Unit | None = None,
    until_day: date | None = None,
    is_sample: bool = False,
    actor: Any,
) -> Staff:
    """A new colleague with his first post, on the whole house unless on `unit`; without a role he has none.

    Without a password he needs an invitation first. Raises what `give_post` raises.
    """
    _check_username(username)
    try:
        with transaction.atomic():
            staff = Staff.objects.create_user(
                username=username, password=password, name=name, is_sample=is_sample
            )
    except IntegrityError as error:
        raise NameTaken(username) from error
    audit.write("staff.taken_on", actor=actor, subject=staff, unit_path=unit.path if unit else "")
    if role:
        give_post(staff, role=role, unit=unit, by=actor, until_day=until_day)
    return staff


@transaction.atomic
def rename_colleague(staff: Staff, *, name: str, by: Any) -> None:
    """How colleagues know him; the name he signs in with stays."""
    staff.name = name
    staff.save(update_fields=["name"])
    audit.write("staff.changed", actor=by, subject=staff, details={"fields": ["name"]})


@transaction.atomic
def switch_off(staff: Staff, *, by: Any) -> None:
    """He is out at once, on every device, and cannot come in again. What he wrote stays his."""
    check_can_go(staff)
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    staff.forget_rights()
    Invitation.objects.filter(staff=staff).delete()
    end_sittings(staff)
    audit.write("staff.switched_off", actor=by, subject=staff)


@transaction.atomic
def switch_on(staff: Staff, *, by: Any) -> None:
    """He may sign in again, with the password and second factors he had."""
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    staff.forget_rights()
    audit.write("staff.switched_on", actor=by, subject=staff)


@transaction.atomic
def change_own_looks(staff: Staff, *, name: str, language: str, theme: str, accent: str) -> None:
    """How he is called, and how the console speaks and looks to him."""
    staff.name, staff.language, staff.theme, staff.accent = name, language, theme, accent
    staff.save(update_fields=["name", "language", "theme", "accent"])
    audit.write("staff.looks_changed", actor=staff, subject=staff)


def _check_username(username: str) -> None:
    try:
        Staff.username_validator(username)
    except ValidationError as error:
        raise NameUnusable(username) from error
    if not username or len(username) > 150:
        raise NameUnusable(username)
    if Staff.objects.filter(username__iexact=username).exists():
        raise NameTaken(username)
