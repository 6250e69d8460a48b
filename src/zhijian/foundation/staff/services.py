"""Taking people on."""

from typing import Any

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.staff.models import Staff


@transaction.atomic
def take_on(
    *, username: str, password: str, role: str, name: str, is_sample: bool = False, actor: Any
) -> Staff:
    """A new colleague who can sign in from now on."""
    staff = Staff.objects.create_user(
        username=username, password=password, role=role, name=name, is_sample=is_sample
    )
    audit.write("staff.taken_on", actor=actor, subject=staff, details={"role": role})
    return staff
