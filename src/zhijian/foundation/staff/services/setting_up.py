"""The first administrator: made by whoever reads the operator's screen, once."""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password as is_the_code
from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.staff.errors import CodeOver, CodeWrong, NotFirst
from zhijian.foundation.staff.models import SetUpCode, Staff
from zhijian.foundation.staff.passwords import check_password
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.services.people import take_on

VALID_FOR = timedelta(hours=1)
MOST_ATTEMPTS = 10
_DIGITS = 8


@transaction.atomic
def draw_set_up_code() -> str | None:
    """A new code of eight digits, in force for an hour; the last one is dead. None once somebody is here."""
    SetUpCode.objects.all().delete()
    if Staff.objects.exists():
        return None
    code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    SetUpCode.objects.create(
        code_hash=make_password(code), expires_at=now() + VALID_FOR, attempts_left=MOST_ATTEMPTS
    )
    return code


def make_first_administrator(*, code: str, username: str, name: str, password: str) -> Staff:
    """Use the code up and take the first administrator on. Each wrong code costs an attempt."""
    _use_an_attempt(code)
    check_password(password, staff=Staff(username=username, name=name))
    with transaction.atomic():
        # Deleting is the lock: of two who hold the right code, one finds it gone.
        used, _ = SetUpCode.objects.filter(expires_at__gt=now()).delete()
        if not used:
            raise CodeOver
        staff = take_on(
            username=username, password=password, role=Role.ADMINISTRATOR, name=name, actor="set-up"
        )
        audit.write("staff.set_up", actor=staff, subject=staff)
    return staff


def _use_an_attempt(code: str) -> None:
    """Not in the transaction of what follows: a refused attempt must stay counted."""
    if Staff.objects.exists():
        raise NotFirst
    in_force = SetUpCode.objects.filter(expires_at__gt=now(), attempts_left__gt=0)
    if not in_force.update(attempts_left=models.F("attempts_left") - 1):
        raise CodeOver
    row = SetUpCode.objects.get()
    digits = "".join(character for character in code if character.isdigit())
    if not is_the_code(digits, row.code_hash):
        raise CodeWrong(row.attempts_left)
    # A right code gives the attempt back: a weak password or a taken name must not use the code up.
    SetUpCode.objects.filter(pk=row.pk).update(attempts_left=models.F("attempts_left") + 1)
