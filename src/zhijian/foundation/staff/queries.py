"""Reading the staff."""

from django.db.models import QuerySet
from django.utils.timezone import now

from zhijian.foundation.staff.link_codes import hash_of
from zhijian.foundation.staff.models import Invitation, Staff
from zhijian.foundation.staff.permissions import may_manage_staff


def holds_sample_staff() -> bool:
    """Sample people have a password everybody knows; while one is here, nothing is served beyond loopback."""
    return Staff.objects.filter(is_sample=True, is_active=True).exists()


def holds_nobody() -> bool:
    """Nobody was ever taken on: time for the first administrator."""
    return not Staff.objects.exists()


def colleagues_visible_to(staff: Staff) -> QuerySet[Staff]:
    """Everybody, for who manages the staff; nobody for the others. Those who may sign in come first."""
    found = Staff.objects.select_related("invitation").order_by("-is_active", "name", "username")
    return found if may_manage_staff(staff) else found.none()


def invited_by_code(code: str) -> Staff | None:
    """Whom the link is for, while it is good."""
    invitation = Invitation.objects.select_related("staff").filter(
        code_hash=hash_of(code), expires_at__gt=now(), staff__is_active=True
    )
    return found.staff if (found := invitation.first()) else None
