"""The names by which a unit is known, as far as its own names and those above it tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zhijian.rooms.reach.naming.folding import plain
from zhijian.rooms.reach.naming.tables import Kind, forms

SHORTEST_STEM: Final = 2
_IN_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
# 第三党支部, 二支部, 三组: a name by number alone says nothing without what stands above it.
_NUMBERED: Final = re.compile(r"第?[0-9一二三四五六七八九十百]{1,4}")


@dataclass(frozen=True, slots=True)
class UnitNames:
    """How a unit is called. `above` are its superiors, the topmost first; `former` what it was called before,
    and what those were called that became part of it. `successor` is where it went, if it is closed."""

    full: str
    short: str = ""
    above: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    is_closed: bool = False
    successor: str = ""

    @property
    def own(self) -> tuple[str, ...]:
        full = self.full.strip()
        return tuple(dict.fromkeys((full, self.short.strip() or full)))


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart: 中共 + 青禾镇 + 委员会, which is a 党委."""

    stem: str
    ending: str
    kind: Kind | None


def parts_of(name: str) -> Parts:
    """Without a known ending the whole name is the stem."""
    whole = plain(_IN_BRACKETS.sub("", name)) or plain(name)
    opening = next((one for one in forms().openings if whole.startswith(one)), "")
    rest = whole[len(opening) :]
    fitting = [
        (ending, kind)
        for kind in forms().kinds
        for ending in kind.endings
        if rest.endswith(ending) and len(rest) > len(ending) and (opening or ending not in kind.formal)
    ]
    if not fitting:
        return Parts(rest or whole, "", None)
    ending, kind = max(fitting, key=lambda found: len(found[0]))
    return Parts(rest[: -len(ending)], ending, kind)


def stems_of(name: str, above: Sequence[str] = ()) -> tuple[str, ...]:
    """The unit's own stem, and the same without a superior's in front of it."""
    stem = parts_of(name).stem
    found = [stem]
    for superior in above:
        front = parts_of(superior).stem
        if front and stem.startswith(front) and len(stem) - len(front) >= SHORTEST_STEM:
            found.append(stem[len(front) :])
    return tuple(dict.fromkeys(found))


def is_numbered(stem: str) -> bool:
    return _NUMBERED.fullmatch(stem) is not None


@lru_cache(maxsize=4096)
def forms_of(unit: UnitNames) -> frozenset[str]:
    """Every way to call it rightly, plain: full and short name, known short forms, each with a superior's
    stem in front where one wants to say whose it is."""
    found: set[str] = set()
    for name in unit.own:
        found |= set(_shapes(name, unit.above))
    fronts = [parts_of(superior).stem for superior in unit.above]
    found |= {front + form for front in fronts if front for form in found if not form.startswith(front)}
    return frozenset(form for form in found if form)


def is_a_form(name: str, unit: UnitNames) -> bool:
    return plain(name) in forms_of(unit)


def clipped_forms_of(unit: UnitNames) -> dict[str, str]:
    """Wrong ways to shorten it -> the kind it should say."""
    found: dict[str, str] = {}
    for name in unit.own:
        kind = parts_of(name).kind
        if kind:
            for stem in stems_of(name, unit.above):
                found |= {stem + ending: kind.name for ending in kind.wrong}
    return {form: kind for form, kind in found.items() if form not in forms_of(unit)}


def _shapes(name: str, above: Sequence[str]) -> Iterator[str]:
    yield plain(name)
    parts = parts_of(name)
    for stem in stems_of(name, above):
        endings = [parts.ending, *(parts.kind.known if parts.kind else ())]
        yield from (stem + ending for ending in endings)
        yield from (stem.removeprefix("第") + ending for ending in endings if is_numbered(stem))
