"""A roster a page at a time: unit by unit as the tree is stored, and in each by name.

That order is the one the indexes have: the first page of a million members costs what a page of fifty does.
A page begins after a member, not after a number of rows, so the last costs no more than the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState


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
    """In the order described above. Nothing outside `scope` is in it."""
    found = Member.objects.defer("phone", "id_number").select_related("unit")
    if asked.mask or asked.born:
        found = found.filter(state=asked.state)
    else:
        # A state nearly all are in is no way to find them. Behind a function no index offers itself, and the
        # rows come in the order of units and names, the first fifty at once; with one, all are sorted first.
        found = found.annotate(as_now=Coalesce("state", Value(""))).filter(as_now=asked.state)
    if asked.with_below:
        found = found.filter(unit__path__gte=unit.path, unit__path__lt=paths.end_of(unit.path))
    else:
        found = found.filter(unit=unit)
    if not scope.holds(unit.path):
        found = found.filter(scope.q("unit__path"))
    if asked.word:
        found = found.filter(_is_called(asked.word))
    if asked.mask:
        found = found.annotate(worn=F("labels").bitand(asked.mask)).filter(worn=asked.mask)
    if asked.born:
        found = found.filter(birth_year__gte=asked.born[0], birth_year__lte=asked.born[1])
    return found.order_by("unit__path", "name", "pk")


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


def _is_called(word: str) -> Q:
    named = Q(name__contains=word) | Q(code__iexact=word)
    return named | Q(sound__contains=word.lower().replace(" ", "")) if word.isascii() else named
