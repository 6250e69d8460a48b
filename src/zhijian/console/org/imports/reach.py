"""Imports, and what they go into, through the person asking: where he keeps the roster, and nowhere else."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from zhijian.foundation.org.models import Import, ImportRow, Unit
from zhijian.foundation.org.queries import units_within
from zhijian.foundation.org.roster.undoing import KEPT
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import KEEP_ROSTER
from zhijian.foundation.staff.roster import scope_for


def units_kept_by(staff: Staff) -> QuerySet[Unit]:
    return units_within(scope_for(staff, *KEEP_ROSTER)).order_by("path")


def unit_kept_by(staff: Staff, number: str) -> Unit:
    if not number.isdecimal():
        raise Http404
    return get_object_or_404(units_kept_by(staff), pk=int(number))


def imports_kept_by(staff: Staff) -> QuerySet[Import]:
    """Of the last thirty days."""
    found = Import.objects.filter(scope_for(staff, *KEEP_ROSTER).q("unit__path"), made_at__gt=now() - KEPT)
    return found.select_related("unit").order_by("-made_at", "-pk")


def import_kept_by(staff: Staff, number: int) -> Import:
    return get_object_or_404(imports_kept_by(staff), pk=number)


def row_of(batch: Import, number: int) -> ImportRow:
    return get_object_or_404(ImportRow, batch=batch, number=number)
