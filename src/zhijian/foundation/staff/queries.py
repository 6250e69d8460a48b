"""Reading the staff."""

from zhijian.foundation.staff.models import Staff


def holds_sample_staff() -> bool:
    """Sample people have a password everybody knows; while one is here, nothing is served beyond loopback."""
    return Staff.objects.filter(is_sample=True, is_active=True).exists()
