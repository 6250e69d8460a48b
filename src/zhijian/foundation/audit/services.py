"""Writing the audit. There is nothing else one may do to it."""

from functools import partial
from typing import Any, Final

from django.db import IntegrityError, models, transaction

from zhijian.foundation.audit.chain import BEFORE_THE_FIRST, digest_of
from zhijian.foundation.audit.models import Line, Seal
from zhijian.foundation.audit.whence import whence

# What a thing may belong to, on the way to the unit it is about.
_LEADS_TO_A_UNIT: Final = ("unit", "account", "member", "rule", "item", "follower", "staff")


def write_line(
    action: str, *, actor: Any, subject: Any, details: dict[str, Any], unit_path: str | None = None
) -> None:
    """One INSERT in the caller's transaction: no act without its line, no line without its act.

    Sealed as soon as the act is committed; should that fail, `seal_the_rest` takes it along.
    """
    is_person = isinstance(actor, models.Model)
    is_thing = isinstance(subject, models.Model)
    line = Line.objects.create(
        action=action,
        actor_id=str(actor.pk) if is_person else "",
        actor_name=str(actor)[:150],
        subject_kind=subject._meta.label_lower if is_thing else "",
        subject_id=str(subject.pk) if is_thing else "",
        subject_name="" if subject is None else str(subject)[:200],
        details=details,
        whence=whence(actor),
        unit_path=_path_of(subject) if unit_path is None else unit_path,
    )
    transaction.on_commit(partial(seal, line.pk), robust=True)


def seal(number: int) -> None:
    """Put the line at the end of the chain, unless it is in it already."""
    for _attempt in range(1000):  # each lost race means that somebody else's line was sealed
        if Seal.objects.filter(line=number).exists():
            return
        last = Seal.objects.order_by("-number").first()
        previous = last.digest if last else BEFORE_THE_FIRST
        line = Line.objects.get(pk=number)
        try:
            with transaction.atomic():
                Seal.objects.create(
                    number=last.number + 1 if last else 1,
                    line=line,
                    digest=digest_of(line, previous=previous),
                )
        except IntegrityError:
            continue
        return


def seal_the_rest() -> int:
    """Lines whose seal was lost on the way (a process that died right after the act). How many there were."""
    waiting = list(Line.objects.filter(seal=None).order_by("pk").values_list("pk", flat=True))
    for number in waiting:
        seal(number)
    return len(waiting)


def _path_of(subject: Any, *, steps: int = 3) -> str:
    """Where in the tree it stands, by way of what it belongs to."""
    if not isinstance(subject, models.Model) or steps == 0:
        return ""
    if subject._meta.label_lower == "org.unit":
        return str(subject.path)  # type: ignore[attr-defined] # the tree stands above this floor
    fields = {field.name for field in subject._meta.concrete_fields if field.is_relation}
    for name in _LEADS_TO_A_UNIT:
        if name in fields:
            return _path_of(getattr(subject, name), steps=steps - 1)
    return ""
