"""Written to the audit: who came in, and how; which second factors came and went."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

from zhijian.foundation.staff import services
from zhijian.foundation.staff.models import Staff


def listen() -> None:
    """Called once, when the console's app is ready."""
    user_logged_in.connect(_came_in, dispatch_uid="console came in")
    authenticator_added.connect(_added, dispatch_uid="console factor added")
    authenticator_reset.connect(_added, dispatch_uid="console factor renewed")
    authenticator_removed.connect(_removed, dispatch_uid="console factor removed")


def _came_in(sender: Any, request: Any, user: Staff, **more: Any) -> None:
    records = get_authentication_records(request, user)
    how = [str(record.get("type") or record.get("method")) for record in records]
    services.note_sign_in(user, how=", ".join(how))


def _added(sender: Any, user: Staff, authenticator: Any, **more: Any) -> None:
    services.note_second_factor(user, what=str(authenticator.type), is_added=True)


def _removed(sender: Any, user: Staff, authenticator: Any, **more: Any) -> None:
    services.note_second_factor(user, what=str(authenticator.type), is_added=False)
