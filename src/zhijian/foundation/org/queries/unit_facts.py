"""One unit: what it was, what became of what."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from zhijian.foundation.org.models import Era, Succession, Unit


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
