"""Names a unit's account could have."""

from collections.abc import Iterable, Iterator
from typing import Final

from zhijian.rooms.reach.naming.checking import check_name
from zhijian.rooms.reach.naming.forms import UnitNames, is_numbered, parts_of, stems_of
from zhijian.rooms.reach.naming.neighbours import Elsewhere, Neighbours

MOST: Final = 3


def propose(
    unit: UnitNames, others: Neighbours | Iterable[Elsewhere] = (), *, most: int = MOST
) -> tuple[str, ...]:
    """The best first: each short enough, rightly the unit's, and nobody else's. None when its names are too
    long for WeChat whatever one does: then it needs a short name first."""
    if unit.is_closed:
        return ()
    around = others if isinstance(others, Neighbours) else Neighbours(others)
    found: list[str] = []
    for candidate in dict.fromkeys(_candidates(unit)):
        if not check_name(candidate, unit, around):
            found.append(candidate)
            if len(found) == most:
                break
    return tuple(found)


def _candidates(unit: UnitNames) -> Iterator[str]:
    parts = parts_of(unit.full)
    known = parts.kind.known if parts.kind else ()
    fronts = [front for front in (parts_of(superior).stem for superior in reversed(unit.above)) if front]
    if not is_numbered(parts.stem):
        yield unit.full
        if unit.short:
            yield unit.short
        yield from (parts.stem + ending for ending in known)
    for front in fronts:  # 第三党支部 alone says nothing; the nearest superior says most
        for stem in stems_of(unit.full, unit.above):
            if not stem.startswith(front):
                yield from (front + stem + ending for ending in (parts.ending, *known))
    if unit.short:
        for front in fronts:
            yield front + unit.short
    for stem in stems_of(unit.full, unit.above)[1:]:
        yield from (stem + ending for ending in (parts.ending, *known))
    yield unit.full
