"""Offices that ask for somebody's attention: a term about to end, a chair that became empty."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijian.foundation.org.models import Office, Unit
from zhijian.foundation.org.queries.members import SEALED_OF_MEMBER
from zhijian.foundation.org.scope import Scope

SECRETARY: Final = "书记"


def terms_ending(scope: Scope, *, from_day: date, until_day: date) -> QuerySet[Office]:
    """Terms whose last day lies between these two, both included; who has a successor is left out."""
    follows = Office.objects.filter(
        unit=OuterRef("unit"),
        title=OuterRef("title"),
        is_deputy=OuterRef("is_deputy"),
        from_day__gt=OuterRef("from_day"),
    )
    found = Office.objects.filter(until_day__gte=from_day, until_day__lte=until_day, unit__closed_on=None)
    found = found.filter(scope.q("unit__path")).exclude(Exists(follows))
    return found.select_related("member", "unit").defer(*SEALED_OF_MEMBER).order_by("until_day", "pk")


def vacant_since(scope: Scope, *, day: date, title: str = SECRETARY, most: int) -> Sequence[Office]:
    """The last terms of units that had somebody in this office and have nobody on `day`, the latest first.

    A unit that never named anybody is not among them: on the first day everything would be empty.
    """
    now = Office.objects.filter(unit=OuterRef("unit"), title=title, is_deputy=False)
    now = now.filter(Q(until_day=None) | Q(until_day__gte=day))
    later = Office.objects.filter(
        unit=OuterRef("unit"), title=title, is_deputy=False, until_day__gt=OuterRef("until_day")
    )
    ended = Office.objects.filter(title=title, is_deputy=False, until_day__lt=day, unit__closed_on=None)
    ended = ended.filter(scope.q("unit__path")).exclude(Exists(now)).exclude(Exists(later))
    ended = ended.select_related("member", "unit").defer(*SEALED_OF_MEMBER)
    return list(ended.order_by("-until_day", "pk")[:most])


def terms_at(unit: Unit) -> QuerySet[Office]:
    """All terms ever held there, the latest first."""
    return unit.offices.select_related("member").defer(*SEALED_OF_MEMBER).order_by("-from_day", "-pk")
