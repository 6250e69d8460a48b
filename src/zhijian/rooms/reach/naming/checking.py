"""The check itself: a name, its unit, and what others are called."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from zhijian.rooms.reach.naming.findings import Finding, Wrong, in_order
from zhijian.rooms.reach.naming.folding import (
    folded,
    is_decoration,
    is_fullwidth,
    is_hidden,
    plain,
    simplified,
    width_of,
)
from zhijian.rooms.reach.naming.forms import (
    UnitNames,
    clipped_forms_of,
    forms_of,
    parts_of,
    stems_of,
)
from zhijian.rooms.reach.naming.neighbours import Elsewhere, Neighbours
from zhijian.rooms.reach.naming.tables import limits, lookalikes, words

_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:街道|社区|[省市县区镇乡村])")
_BLANK: Final = "\x00"


def check_name(
    name: str,
    unit: UnitNames | None,
    others: Neighbours | Iterable[Elsewhere] = (),
    *,
    units_elsewhere: Collection[str] = (),
) -> tuple[Finding, ...]:
    """What is off, the gravest first; nothing for a unit's own name, as far as WeChat takes its length.

    `others` are the other accounts; `units_elsewhere` other units' names that may be meant.
    """
    around = others if isinstance(others, Neighbours) else Neighbours(others)
    found = [*_signs(name, unit), *_length(name), *_taken(name, unit, around)]
    if unit is None:
        return in_order([*found, *_words(plain(name)), Finding(Wrong.NO_UNIT)])
    if name.strip() not in unit.own and plain(name) not in forms_of(unit):
        found += _strange(name, unit, units_elsewhere)
    if unit.is_closed:
        found.append(Finding(Wrong.CLOSED_UNIT, unit.full, unit.successor))
    return in_order(found)


def _signs(name: str, unit: UnitNames | None) -> Iterator[Finding]:
    """Signs that stand in the unit's own names are its own affair."""
    own = set("".join(unit.own)) if unit else set()
    strange = [sign for sign in name.strip() if sign not in own]
    if any(is_hidden(sign) for sign in strange):
        yield Finding(Wrong.HIDDEN)
    foreign = "".join(sign for sign in strange if ord(sign) in lookalikes().foreign)
    if foreign:
        yield Finding(Wrong.FOREIGN, foreign, foreign.translate(lookalikes().foreign))
    if decorations := "".join(dict.fromkeys(sign for sign in strange if is_decoration(sign))):
        yield Finding(Wrong.DECORATED, decorations)
    if wide := "".join(sign for sign in strange if is_fullwidth(sign)):
        yield Finding(Wrong.WIDTH, wide)
    for sign in dict.fromkeys(strange):
        if simplified(sign) != sign:
            yield Finding(Wrong.TRADITIONAL, sign, simplified(sign))


def _length(name: str) -> Iterator[Finding]:
    allowed = limits()
    width = width_of(name.strip(), wide=allowed.wide)
    if width < allowed.shortest:
        yield Finding(Wrong.TOO_SHORT)
    elif width > allowed.longest:
        yield Finding(Wrong.TOO_LONG)


def _taken(name: str, unit: UnitNames | None, around: Neighbours) -> Iterator[Finding]:
    """The same name as another's is always told; one that only comes near, where it is not rightly its own:
    河东村党支部 and 河西村党支部 are one sign apart, and both right."""
    for other in around.same_as(name):
        yield Finding(Wrong.SAME_NAME, other)
    if unit is None or not _is_ours(name, unit):
        for other in around.near(name):
            yield Finding(Wrong.ALIKE, other)


def _is_ours(name: str, unit: UnitNames) -> bool:
    """Its name, or the one it had before."""
    if name.strip() in unit.own or plain(name) in forms_of(unit):
        return True
    return any(plain(name) in forms_of(UnitNames(former, above=unit.above)) for former in unit.former)


def _strange(name: str, unit: UnitNames, units_elsewhere: Collection[str]) -> Iterator[Finding]:
    """The name is none of the unit's: why not?"""
    mine = plain(name)
    right = {folded(form): form for form in sorted(forms_of(unit), reverse=True)}
    if folded(name) in right:
        yield Finding(Wrong.LOOKALIKE, name, right[folded(name)])
        return
    if mine in clipped_forms_of(unit):
        yield Finding(Wrong.CLIPPED, name, clipped_forms_of(unit)[mine])
        return
    meant = _other_unit(mine, unit, units_elsewhere)
    if meant:
        yield Finding(Wrong.OTHER_UNIT, meant)
        return
    for former in unit.former:
        if mine in forms_of(UnitNames(former, above=unit.above)):
            yield Finding(Wrong.FORMER, former, unit.full)
            return
    rest = _without_own(mine, unit)
    yield from _words(rest)
    if places := [place for place in _PLACE.findall(rest) if not _is_own_place(place, unit)]:
        yield Finding(Wrong.OTHER_PLACE, places[0])
    elif any(stem in mine for stem in _stems(unit)):
        yield Finding(Wrong.MORE_THAN_NAME)
    else:
        yield Finding(Wrong.NOT_THE_UNIT)


def _words(text: str) -> Iterator[Finding]:
    """Each word once; of two that overlap, the longer."""
    for wrong, listed in words().items():
        left = text
        for word in listed:
            if plain(word) and plain(word) in left:
                yield Finding(wrong, word)
                left = left.replace(plain(word), _BLANK)


def _without_own(text: str, unit: UnitNames) -> str:
    for piece in sorted({*forms_of(unit), *_stems(unit)}, key=len, reverse=True):
        if len(piece) > 1:
            text = text.replace(piece, _BLANK)
    return text


def _stems(unit: UnitNames) -> tuple[str, ...]:
    return tuple(stem for name in unit.own for stem in stems_of(name, unit.above) if len(stem) > 1)


def _other_unit(mine: str, unit: UnitNames, units_elsewhere: Collection[str]) -> str:
    own = {plain(one) for one in (*unit.own, *unit.above, *unit.former)}
    for other in sorted(units_elsewhere):
        if plain(other) not in own and mine in forms_of(UnitNames(other)):
            return other
    return ""


def _is_own_place(place: str, unit: UnitNames) -> bool:
    known = "".join(plain(one) + _BLANK for one in (*unit.own, *unit.above))
    stem = place[:-2] if place.endswith(("街道", "社区")) else place[:-1]
    return place in known or (len(stem) > 1 and stem in known) or parts_of(place).stem in _stems(unit)
