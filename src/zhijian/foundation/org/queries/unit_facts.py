"""One unit: who is in it, what it was, what became of what."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from zhijian.foundation.org.models import Era, Member, Succession, Unit
from zhijian.foundation.org.states import MemberState


def members_in_each(units: Iterable[Unit]) -> dict[int, int]:
    """Active members of each of these, without those of its subordinates: for a list of one level."""
    found = Member.objects.filter(state=MemberState.ACTIVE, unit__in=[unit.pk for unit in units])
    return dict(found.order_by().values_list("unit").annotate(Count("pk")))


def eras_of(unit: Unit) -> QuerySet[Era]:
    """What it was called and where it stood, the latest first."""
    return unit.eras.select_related("superior").order_by("-from_day")


def successions_of(unit: Unit) -> Sequence[Succession]:
    """What went into it and what came out of it, the latest first."""
    found = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    return list(found.select_related("predecessor", "successor").order_by("-on", "pk"))


def former_names_of(units: Iterable[Unit]) -> dict[int, list[tuple[str, date]]]:
    """What each was called before, with the day on which the name ended; names it still has are left out."""
    known = {unit.pk: unit for unit in units}
    ended = Era.objects.filter(unit__in=known, until_day__isnull=False).order_by("-until_day")
    found: dict[int, list[tuple[str, date]]] = {}
    for unit_id, name, until in ended.values_list("unit_id", "name", "until_day"):
        if until and name not in (known[unit_id].name, *(told for told, _ in found.get(unit_id, ()))):
            found.setdefault(unit_id, []).append((name, until))
    return found
