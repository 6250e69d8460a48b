"""Taking people on, changing what they are, letting them go."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from zhijian.foundation import audit
from zhijian.foundation.staff.errors import LastAdministrator, NameTaken, NameUnusable
from zhijian.foundation.staff.models import Invitation, Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.sittings import end_sittings


@transaction.atomic
def take_on(
    *, username: str, password: str | None, role: str, name: str, is_sample: bool = False, actor: Any
) -> Staff:
    """A new colleague, who can sign in from now on; without a password he needs an invitation first."""
    _check_username(username)
    try:
        with transaction.atomic():
            staff = Staff.objects.create_user(
                username=username, password=password, role=role, name=name, is_sample=is_sample
            )
    except IntegrityError as error:
        raise NameTaken(username) from error
    audit.write("staff.taken_on", actor=actor, subject=staff, details={"role": role})
    return staff


@transaction.atomic
def change_colleague(staff: Staff, *, name: str, role: str, by: Any) -> None:
    """Another name or another role. Raises `LastAdministrator`."""
    if staff.role == Role.ADMINISTRATOR and role != Role.ADMINISTRATOR:
        _check_another_administrator(staff)
    before = {"name": staff.name, "role": staff.role}
    staff.name, staff.role = name, role
    staff.save(update_fields=["name", "role"])
    audit.write("staff.changed", actor=by, subject=staff, details={"before": before, "role": role})


@transaction.atomic
def switch_off(staff: Staff, *, by: Any) -> None:
    """He is out at once, on every device, and cannot come in again. What he wrote stays his."""
    if staff.role == Role.ADMINISTRATOR:
        _check_another_administrator(staff)
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    Invitation.objects.filter(staff=staff).delete()
    end_sittings(staff)
    audit.write("staff.switched_off", actor=by, subject=staff)


@transaction.atomic
def switch_on(staff: Staff, *, by: Any) -> None:
    """He may sign in again, with the password and second factors he had."""
    staff.is_active = True
    staff.save(update_fields=["is_active"])
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


def _check_another_administrator(staff: Staff) -> None:
    # Locked, so that two administrators who switch each other off at the same moment do not both succeed.
    administrators = Staff.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    if {person.pk for person in administrators} <= {staff.pk}:
        raise LastAdministrator
