"""Units: what is where, what it was called, and how one finds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import Era, Unit
from zhijian.foundation.org.scope import Scope


@dataclass(frozen=True, slots=True)
class Step:
    """One unit on the way from the top down to another."""

    id: int
    code: str
    called: str


def units_within(scope: Scope, *, with_closed: bool = False) -> QuerySet[Unit]:
    """In no order: ask for `position, name` of one level, or for `path`."""
    found = Unit.objects.filter(scope.q("path"))
    return found if with_closed else found.filter(closed_on=None)


def tops_of(scope: Scope) -> QuerySet[Unit]:
    """Where the tree begins for somebody: the tops of what he may see."""
    found = units_within(scope)
    found = found.filter(superior=None) if scope.is_everything else found.filter(path__in=scope.paths)
    return _in_order(found)


def units_below(unit: Unit, scope: Scope) -> QuerySet[Unit]:
    """One level down."""
    return _in_order(units_within(scope).filter(superior=unit))


def called_by_code(codes: Iterable[str]) -> dict[str, str]:
    """What each is called now; codes that no unit has are left out."""
    return {unit.code: unit.called for unit in Unit.objects.filter(code__in=set(codes))}


def superiors_among(units: Iterable[Unit]) -> set[int]:
    """The keys of those below which something stands: they can be unfolded."""
    below = Unit.objects.filter(superior__in=[unit.pk for unit in units], closed_on=None)
    return {key for key in below.values_list("superior", flat=True) if key is not None}


def path_of_unit(unit: Unit) -> tuple[Step, ...]:
    """From the top down to the unit itself. Names of superiors are no secret; what is in them is."""
    return paths_of_units([unit])[unit.pk]


def paths_of_units(units: Iterable[Unit]) -> dict[int, tuple[Step, ...]]:
    """For a list: one query for all of them."""
    wanted = list(units)
    above = {path for unit in wanted for path in paths.paths_above(unit.path)}
    steps = {
        path: Step(pk, code, short_name or name)
        for path, pk, code, short_name, name in Unit.objects.filter(path__in=above).values_list(
            "path", "pk", "code", "short_name", "name"
        )
    }
    return {
        unit.pk: (
            *(steps[path] for path in paths.paths_above(unit.path) if path in steps),
            Step(unit.pk, unit.code, unit.called),
        )
        for unit in wanted
    }


def search_units(scope: Scope, text: str, *, most: int = 20) -> Sequence[Unit]:
    """By name, short name, code, former name or letters of its sound; words in any order, each on the path.

    河东 沿河 finds 河东村党支部 below 沿河片区党总支: the last words narrow by the units above.
    """
    words = text.lower().split()
    if not words:
        return []
    found = units_within(scope)
    own = found.filter(_is_called(words[0]))
    for word in words[1:]:
        above = Unit.objects.filter(_is_called(word)).values_list("path", flat=True)[:200]
        lies_below = Q(pk__in=())
        for path in above:
            lies_below |= Q(path__gte=path, path__lt=paths.end_of(path))
        own = own.filter(lies_below)
    return list(own.order_by("path")[:most])


def _is_called(word: str) -> Q:
    former = Era.objects.filter(unit=OuterRef("pk"), name__icontains=word)
    named = Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code__iexact=word)
    if word.isascii():
        named |= Q(sound__contains=word)
    return named | Q(Exists(former))


def _in_order(units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.order_by("position", "name", "pk")
