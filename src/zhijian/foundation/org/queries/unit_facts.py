"""One unit: how much is in it, what it was, what became of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.db.models import Count, Q, QuerySet

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import Change, Era, Member, Succession, Unit
from zhijian.foundation.org.states import MemberState


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a unit and everything below it: subordinates, active members, and how many of those are of age."""

    units: int
    members: int
    elders: int


# Of large units, by key: what was counted, after which change, for which year, and when.
_counted: dict[int, tuple[int, int, float, Counts]] = {}
_WORTH_KEEPING, _KEPT_SECONDS, _MOST_KEPT = 20_000, 600, 256


def counts_of(unit: Unit, *, elders_born_by: int) -> Counts:
    """From an index alone; of a large unit, once until something on any roster or in the tree changes."""
    last_change = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    kept = _counted.get(unit.pk)
    if kept and kept[:2] == (last_change, elders_born_by) and monotonic() - kept[2] < _KEPT_SECONDS:
        return kept[3]
    counts = _count(unit, elders_born_by=elders_born_by)
    if counts.members >= _WORTH_KEEPING:
        if len(_counted) >= _MOST_KEPT:
            _counted.clear()
        _counted[unit.pk] = (last_change, elders_born_by, monotonic(), counts)
    return counts


def _count(unit: Unit, *, elders_born_by: int) -> Counts:
    inside = Q(path__gte=unit.path, path__lt=paths.end_of(unit.path))
    units = Unit.objects.filter(inside, closed_on=None).count()
    found = Member.objects.filter(state=MemberState.ACTIVE)
    # The top of the only tree holds everybody: nobody needs to be looked for in fifty thousand units.
    if Unit.objects.exclude(inside).exists():
        found = found.filter(unit__in=Unit.objects.filter(inside).values("pk"))
    counted = found.aggregate(all=Count("pk"), old=Count("pk", filter=Q(birth_year__lte=elders_born_by)))
    return Counts(units - (unit.closed_on is None), counted["all"], counted["old"])


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
