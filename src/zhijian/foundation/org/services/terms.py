"""What ends of itself when somebody goes, or when a unit does."""

from datetime import date

from django.db.models import Q, QuerySet

from zhijian.foundation.org.models import Office


def end_terms(held: QuerySet[Office], day: date) -> None:
    """`day` is the last. Those not begun yet on that day are not begun at all."""
    held.filter(from_day__gt=day).delete()
    held.filter(Q(until_day=None) | Q(until_day__gt=day)).update(until_day=day)
