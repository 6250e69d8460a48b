"""Reading the audit. What one did oneself is all that is read here so far."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from zhijian.foundation.audit.models import Line


def acts_of(person: Any, *, since: datetime) -> QuerySet[Line]:
    """What this one person did, the newest first; never another's acts."""
    return Line.objects.filter(actor_id=str(person.pk), at__gte=since).order_by("-at", "-pk")
