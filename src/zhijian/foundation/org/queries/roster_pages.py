"""A roster a page at a time: unit by unit as the tree is stored, and in each by name.

That order is the one the indexes have: the first page of a million members costs what a page of fifty does.
A page begins after a member, not after a number of rows, so the last costs no more than the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.queries.names import called, called_one_of, is_small, names_like
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState

# Fewer than these are sorted at once; of more, fifty are met before many others are read.
_FEW: Final = 3000
_FEW_NAMES: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which members. `word`: part of a name, letters of its sound, or a code; `born` includes both years."""

    word: str = ""
    state: MemberState = MemberState.ACTIVE
    mask: int = 0
    born: tuple[int, int] | None = None
    with_below: bool = True

    @property
    def is_narrowed(self) -> bool:
        return bool(self.word or self.mask or self.born) or self.state != MemberState.ACTIVE


def roster_asked(unit: Unit, scope: Scope, asked: Asked) -> QuerySet[Member]:
    """In the order described above. Nothing outside `scope` is in it.

    Where only some are asked for, it is found out first, in the order of the indexes, whether they are few:
    those are then fetched by their keys. Of many, fifty are soon met on the way through the tree.
    """
    found = Member.objects.defer("phone", "id_number").select_related("unit")
    found = found.order_by("unit__path", "name", "pk")
    few = _few(unit, scope, asked) if asked.is_narrowed else None
    if few is not None:
        return found.filter(pk__in=few)
    if connection.vendor == "sqlite":
        # A state nearly all are in is no way to find them. Behind a function no index offers itself, and the
        # rows come in the order of units and names, the first fifty at once; else all are sorted first.
        # PostgreSQL knows how many are in which state, and behind a function it would not.
        found = found.annotate(as_now=Coalesce("state", Value(""))).filter(as_now=asked.state)
    else:
        found = found.filter(state=asked.state)
    return _within(found, unit, scope, asked).filter(_narrowed(asked)).filter(_called(asked))


def page_after(found: QuerySet[Member], after: Member | None, *, size: int) -> tuple[Sequence[Member], bool]:
    """The next so many of `roster_asked` after this one, and whether there are more."""
    if after is not None:
        here = Q(unit__path=after.unit.path)
        later = Q(name__gt=after.name) | Q(name=after.name, pk__gt=after.pk)
        found = found.filter(
            Q(unit__path__gte=after.unit.path) & (Q(unit__path__gt=after.unit.path) | here & later)
        )
    rows = list(found[: size + 1])
    return rows[:size], len(rows) > size


def namesakes_within(unit: Unit, name: str) -> Sequence[Member]:
    """Active members of this very name in the unit, and in those beside and below it: the same village."""
    around = paths.paths_above(unit.path)[-1:] or [unit.path]
    found = Member.objects.defer("phone", "id_number").select_related("unit")
    found = found.filter(name=name.strip(), state=MemberState.ACTIVE)
    return list(
        found.filter(unit__path__gte=around[0], unit__path__lt=paths.end_of(around[0])).order_by("pk")[:5]
    )


def namesakes_among(members: Sequence[Member]) -> set[int]:
    """Of a list: the keys of those whose name stands in it twice."""
    names = [member.name for member in members]
    return {member.pk for member in members if names.count(member.name) > 1}


def _few(unit: Unit, scope: Scope, asked: Asked) -> list[int] | None:
    """The keys of all there are; None if they are many, or the unit has so few that reading is quicker."""
    if asked.word and (not asked.with_below or is_small(Scope.of(unit.path))):
        return None
    found = Member.objects.filter(state=asked.state).order_by()
    if asked.word:
        names = names_like(asked.word, most=_FEW_NAMES)
        if names is None:
            return None
        found = found.filter(called_one_of(names, asked.word))
    found = _within(found, unit, scope, asked).filter(_narrowed(asked))
    keys = list(found.values_list("pk", flat=True)[: _FEW + 1])
    return keys if len(keys) <= _FEW else None


def _within(found: QuerySet[Member], unit: Unit, scope: Scope, asked: Asked) -> QuerySet[Member]:
    if not asked.with_below:
        found = found.filter(unit=unit)
    elif unit.superior_id or Unit.objects.filter(superior=None).exclude(pk=unit.pk).exists():
        found = found.filter(unit__path__gte=unit.path, unit__path__lt=paths.end_of(unit.path))
    return found if scope.holds(unit.path) else found.filter(scope.q("unit__path"))


def _narrowed(asked: Asked) -> Q:
    narrowed = Q()
    if asked.mask:
        narrowed &= Q(Exact(F("labels").bitand(asked.mask), asked.mask))
    if asked.born:
        narrowed &= Q(birth_year__gte=asked.born[0], birth_year__lte=asked.born[1])
    return narrowed


def _called(asked: Asked) -> Q:
    return called(asked.word) if asked.word else Q()
