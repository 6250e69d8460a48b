"""Whether a password somebody chose will do."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from zhijian.foundation.staff.errors import PasswordWeak
from zhijian.foundation.staff.models import Staff


def check_password(password: str, *, staff: Staff | None = None) -> None:
    """Raises `PasswordWeak` with sentences that say what is wrong with it."""
    try:
        validate_password(password, staff)
    except ValidationError as error:
        raise PasswordWeak(error.messages) from error
