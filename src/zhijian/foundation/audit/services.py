"""Writing the audit. There is nothing else one may do to it."""

from typing import Any

from django.db import models

from zhijian.foundation.audit.models import Line


def write_line(action: str, *, actor: Any, subject: Any, details: dict[str, Any]) -> None:
    """One INSERT in the caller's transaction: no act without its line, no line without its act."""
    is_person = isinstance(actor, models.Model)
    is_thing = isinstance(subject, models.Model)
    Line.objects.create(
        action=action,
        actor_id=str(actor.pk) if is_person else "",
        actor_name=str(actor)[:150],
        subject_kind=subject._meta.label_lower if is_thing else "",
        subject_id=str(subject.pk) if is_thing else "",
        subject_name="" if subject is None else str(subject)[:200],
        details=details,
    )
