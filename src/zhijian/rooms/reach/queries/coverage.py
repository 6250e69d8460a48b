"""How many are reached in any part of the tree: totals, with what changed since counted anew."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import CharField, F, Func, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Substr

from zhijian.foundation.org.models import Change, Member, Unit
from zhijian.foundation.org.paths import end_of, is_within
from zhijian.foundation.org.queries import have_moved, units_touched_since
from zhijian.rooms.reach.coverage import COLUMNS, Coverage
from zhijian.rooms.reach.models import Tallied, Tally, Total
from zhijian.rooms.reach.queries.standings import counted_by_unit

# More units than these in a few seconds are a roster being brought in: tallies follow within half a minute.
MOST_TOUCHED: Final = 300
# So many members are counted at once where no tally helps.
MOST_COUNTED: Final = 20_000
FEW_UNITS: Final = 500
NOBODY: Final = Coverage()
_ATTEMPTS: Final = 3  # to find a moment in which nobody writes


def coverage_of(unit: Unit) -> Coverage:
    """Of this unit and everything below it, exact: a total, and anew where something changed since."""
    return coverage_of_each([unit])[unit.pk]


def coverage_of_each(units: Iterable[Unit]) -> dict[int, Coverage]:
    """Of each of these with everything below it, by key; for a level of the tree one query, not fifty."""
    asked = list(units)
    moment = _moment()
    for _ in range(_ATTEMPTS):
        if moment is None:
            return _counted_now(asked)
        found, before = _counted_at(moment, asked), moment
        moment = _moment()
        if moment == before:
            break  # nothing happened meanwhile: all the numbers are of one moment
    return found


class _Moment(NamedTuple):
    """Two that are alike have nothing between them: neither a change nor a count."""

    mark: int
    built_at: datetime
    has_totals: bool
    newer: int  # changes since the mark
    newest: int | None


def _moment() -> _Moment | None:
    """None before all was counted for the first time."""
    newer = Change.objects.filter(pk__gt=OuterRef("until_id")).order_by()
    count, last = (
        Subquery(newer.annotate(end=Func("pk", function=name)).values("end")) for name in ("COUNT", "MAX")
    )
    tallied = Tallied.objects.filter(built_at__isnull=False)
    row = tallied.values_list("until_id", "built_at", "has_totals", count, last).first()
    return None if row is None else _Moment(*row)


def _counted_at(moment: _Moment, asked: Sequence[Unit]) -> dict[int, Coverage]:
    touched = units_touched_since(moment.mark, most=MOST_TOUCHED) if moment.newer else ()
    if touched is None and _has_few_members(asked):
        return _counted_now(asked)
    places = _paths_of(touched or ())
    news = _counted(Q(unit__in=places)) if places else {}
    if moment.has_totals and not (places and have_moved(Total.objects.filter(unit__in=places))):
        found = _read(Total, [unit.pk for unit in asked])
        then = _read(Tally, places) if places else {}
        news = {unit_id: news.get(unit_id, NOBODY) - then.get(unit_id, NOBODY) for unit_id in places}
    else:
        found = _sums(asked, without=list(places))
    return {unit.pk: found.get(unit.pk, NOBODY) + _total(news, places, within=unit.path) for unit in asked}


def _read(model: type[Tally | Total], units: Collection[int]) -> dict[int, Coverage]:
    rows = model.objects.filter(unit__in=units).values_list("unit", *COLUMNS)
    return {unit_id: Coverage(*numbers) for unit_id, *numbers in rows}


def units_with(column: str, *, within: str) -> Q:
    """Where somebody counted in this column may be, as a condition on members, if that is in few units: a
    search for three among a million goes straight there. Otherwise no condition; the first come soon."""
    mark = Tallied.objects.filter(built_at__isnull=False).values_list("until_id", flat=True).first()
    touched = units_touched_since(mark, most=MOST_TOUCHED) if mark is not None else None
    if touched is None:
        return Q()
    tallies = Tally.objects.filter(unit__path__gte=within, unit__path__lt=end_of(within))
    some = tallies.filter(**{f"{column}__gt": 0}).values_list("pk", flat=True)[: FEW_UNITS + 1]
    found = set(some) | touched
    return Q(unit__in=found) if len(some) <= FEW_UNITS else Q()


def _sums(units: Sequence[Unit], *, without: Sequence[int]) -> dict[int, Coverage]:
    """One query for all whose paths are equally long: siblings are."""
    found = {unit.pk: Coverage() for unit in units}
    by_length: dict[int, dict[str, Unit]] = {}
    for unit in units:
        by_length.setdefault(len(unit.path), {})[unit.path] = unit
    for length, by_path in by_length.items():
        inside = Q()
        for path in by_path:
            inside |= Q(unit__path__gte=path, unit__path__lt=end_of(path))
        tallies = Tally.objects.filter(inside).exclude(unit__in=without)
        if len(by_path) == 1:
            top: object = Value(next(iter(by_path)), output_field=CharField())
        else:
            top = Substr("unit__path", 1, length)
        rows = tallies.order_by().annotate(top=top).values_list("top")
        for path, *sums in rows.annotate(**{f"all_{name}": Sum(F(name)) for name in COLUMNS}):
            found[by_path[path].pk] = Coverage(*(number or 0 for number in sums))
    return found


def _counted_now(units: Sequence[Unit]) -> dict[int, Coverage]:
    inside = Q()
    for unit in units:
        inside |= Q(unit__path__gte=unit.path, unit__path__lt=end_of(unit.path))
    fresh = _counted(inside)
    paths = _paths_of(fresh)
    return {unit.pk: _total(fresh, paths, within=unit.path) for unit in units}


def _counted(inside: Q) -> dict[int, Coverage]:
    return counted_by_unit(Member.objects.filter(inside))


def _total(counted: dict[int, Coverage], paths: dict[int, str], *, within: str) -> Coverage:
    found = (one for unit_id, one in counted.items() if is_within(paths[unit_id], within))
    return sum(found, NOBODY)


def _paths_of(unit_ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    wanted = list(unit_ids)
    for start in range(0, len(wanted), 5000):
        found |= dict(Unit.objects.filter(pk__in=wanted[start : start + 5000]).values_list("pk", "path"))
    return found


def _has_few_members(units: Sequence[Unit]) -> bool:
    inside = Q()
    for unit in units:
        inside |= Q(unit__path__gte=unit.path, unit__path__lt=end_of(unit.path))
    return Member.objects.filter(inside)[: MOST_COUNTED + 1].count() <= MOST_COUNTED
