"""Labels: a word on many members at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from zhijian.foundation import audit
from zhijian.foundation.org.errors import LabelTaken, NameMissing, TooManyLabels
from zhijian.foundation.org.models import MOST_LABELS, Label, Member, Unit
from zhijian.foundation.org.services.changes import note_members, note_subtree

_BATCH = 5000


@transaction.atomic
def make_label(name: str, *, by: Any) -> Label:
    """The label of this name, made if there is none. Raises `TooManyLabels`."""
    name = name.strip()
    if not name:
        raise NameMissing
    if found := Label.objects.filter(name=name).first():
        return found
    taken = set(Label.objects.select_for_update().values_list("bit", flat=True))
    free = next((bit for bit in range(MOST_LABELS) if bit not in taken), None)
    if free is None:
        raise TooManyLabels(name)
    label = Label.objects.create(name=name, bit=free)
    audit.write("label.made", actor=by, subject=label)
    return label


@transaction.atomic
def rename_label(label: Label, *, name: str, by: Any) -> Label:
    """Another word for the same people. Raises `LabelTaken`, `NameMissing`."""
    name = name.strip()
    if not name:
        raise NameMissing
    if Label.objects.filter(name=name).exclude(pk=label.pk).exists():
        raise LabelTaken(name)
    if name != label.name:
        before, label.name = label.name, name
        label.save(update_fields=["name"])
        _note_everywhere()
        audit.write("label.renamed", actor=by, subject=label, details={"before": before})
    return label


@transaction.atomic
def retire_label(label: Label, *, by: Any) -> int:
    """Off everybody who carries it, and gone; its bit is free for another. How many carried it."""
    carrying = Member.objects.annotate(worn=F("labels").bitand(label.mask)).filter(worn__gt=0)
    count = carrying.update(labels=F("labels") - label.mask)
    _note_everywhere()
    audit.write("label.retired", actor=by, subject=label, details={"members": count})
    label.delete()
    return count


@transaction.atomic
def label_members(members: Iterable[Member], *, label: Label, by: Any) -> None:
    chosen = list(members)
    for some in _batches(chosen):
        Member.objects.filter(pk__in=some).update(labels=F("labels").bitor(label.mask))
    note_members(chosen)
    audit.write("label.put_on", actor=by, subject=label, details={"members": len(chosen)})


@transaction.atomic
def unlabel_members(members: Iterable[Member], *, label: Label, by: Any) -> None:
    chosen = list(members)
    for some in _batches(chosen):
        wearing = Member.objects.filter(pk__in=some).annotate(worn=F("labels").bitand(label.mask))
        wearing.filter(worn__gt=0).update(labels=F("labels") - label.mask)
    note_members(chosen)
    audit.write("label.taken_off", actor=by, subject=label, details={"members": len(chosen)})


def _batches(members: Sequence[Member]) -> Iterable[list[int]]:
    for start in range(0, len(members), _BATCH):
        yield [member.pk for member in members[start : start + _BATCH]]


def _note_everywhere() -> None:
    """Who carries a label is not listed one by one: there may be a million."""
    for top in Unit.objects.filter(superior=None):
        note_subtree(top)
