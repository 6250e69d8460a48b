"""Telling those who follow (models.Change) that something is no longer as it was."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db.models import Max
from django.utils.timezone import now

from zhijian.foundation.org.models import Change, Member, TallyMark, Unit

KEPT_FOR: Final = timedelta(days=7)  # who has not read on for so long begins anew


def note_members(members: Iterable[Member], *units: Unit) -> None:
    """Of these members something changed; `units` are where they were before, if they moved."""
    rows = [Change(member_id=member.pk, unit_id=member.unit_id) for member in members]
    Change.objects.bulk_create([*rows, *(Change(unit_id=unit.pk) for unit in units)], batch_size=1000)


def note_subtree(unit: Unit) -> None:
    """Everybody in this unit and below: it was renamed, moved, or went out of the tree."""
    Change.objects.create(unit_id=unit.pk, is_subtree=True)


def forget_old_changes() -> None:
    """From the beginning on, never from the middle. The newest stays however old: its number says how far
    there is to read; and so does what the tallies have not counted in."""
    old = Change.objects.filter(at__lt=now() - KEPT_FOR).aggregate(last=Max("pk"))["last"] or 0
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
    mark = TallyMark.objects.values_list("change", flat=True).first()
    Change.objects.filter(pk__lte=min(old, newest - 1, newest if mark is None else mark)).delete()
