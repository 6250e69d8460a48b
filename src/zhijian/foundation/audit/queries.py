"""Reading the audit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from zhijian.foundation.audit.chain import BEFORE_THE_FIRST, digest_of
from zhijian.foundation.audit.models import Line, Seal


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` is the number of the first line that is not what was sealed, or 0; `why` says how it shows.
    `head` names the end of the chain: noted down elsewhere, it betrays a chain cut short."""

    sealed: int
    unsealed: int
    broken: int = 0
    why: str = ""
    head: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.broken and not self.why


def verify(*, known_head: str = "") -> Verdict:
    """Every seal computed anew, in order. `known_head`: a head noted earlier, which must be in the chain."""
    previous, number, head, seen = BEFORE_THE_FIRST, 0, "", not known_head
    unsealed = Line.objects.filter(seal=None).count()
    for seal in Seal.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if seal.number != number:
            return Verdict(number - 1, unsealed, seal.line_id, f"seal {number} is missing", head)
        line = Line.objects.filter(pk=seal.line_id).first()
        if line is None:
            return Verdict(number - 1, unsealed, seal.line_id, "the line is missing", head)
        if digest_of(line, previous=previous) != seal.digest:
            return Verdict(number - 1, unsealed, line.pk, "it is not what was sealed", head)
        previous, head = seal.digest, str(seal)
        seen = seen or head == known_head
    if not seen:
        return Verdict(
            number, unsealed, 0, "the head noted earlier is not in the chain: it was cut or redone", head
        )
    return Verdict(number, unsealed, head=head)


def acts_of(person: Any, *, since: datetime) -> QuerySet[Line]:
    """What this one person did, the newest first; never another's acts."""
    return Line.objects.filter(actor_id=str(person.pk), at__gte=since).order_by("-at", "-pk")
