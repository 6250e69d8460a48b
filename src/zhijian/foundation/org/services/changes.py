"""Telling those who follow (models.Change) that something is no longer as it was."""

from collections.abc import Iterable

from zhijian.foundation.org.models import Change, Member, Unit


def note_members(members: Iterable[Member], *units: Unit) -> None:
    """Of these members something changed; `units` are where they were before, if they moved."""
    rows = [Change(member_id=member.pk, unit_id=member.unit_id) for member in members]
    Change.objects.bulk_create([*rows, *(Change(unit_id=unit.pk) for unit in units)], batch_size=1000)


def note_subtree(unit: Unit) -> None:
    """Everybody in this unit and below: it was renamed, moved, or went out of the tree."""
    Change.objects.create(unit_id=unit.pk, is_subtree=True)
