"""The tree of units, in any size: 青禾镇 as it is described, or a town, a county, a city like it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, islice
from random import Random
from typing import Final

from zhijian.config.sample.town import qinghe
from zhijian.config.sample.town.plans import UnitPlan

QINGHE: Final = len(qinghe.UNITS)


@dataclass(frozen=True, slots=True)
class _Level:
    """A step of the tree: how its units are called, and how many of the next step stand below each."""

    kind: str
    called: str
    short: str
    below: int


_LEVELS: Final = (
    _Level("党委", "{place}市委", "", 0),
    _Level("党委", "{place}县委", "", 16),
    _Level("党委", "{place}镇党委", "{place}镇", 4),
    _Level("党总支", "{place}片区党总支", "", 10),
    _Level("党支部", "{place}村党支部", "{place}村", 5),
    _Level("党小组", "{village}第{number}党小组", "", 0),
)
_TOWN: Final = 2
_WHOLE_TOWN: Final = 1 + 4 * (1 + 10 * (1 + 5))
_WHOLE_COUNTY: Final = 1 + 16 * _WHOLE_TOWN
_NUMBERS: Final = "一二三四五"
_FIRST: Final = "东西南北上下大小新古青白红金清长高平安和"
_SECOND: Final = "河山桥溪林石柳塘泉岭湾坪岗洲渡井田园台坝"


def units_of(size: int = QINGHE, *, seed: int = 1) -> list[UnitPlan]:
    """Exactly so many, superiors before their subordinates. Of the usual size: 青禾镇."""
    if size == QINGHE:
        return list(qinghe.UNITS)
    top = _TOWN if size <= _WHOLE_TOWN else _TOWN - 1 if size <= _WHOLE_COUNTY else 0
    dice = Random(f"units:{seed}")  # noqa: S311 -- not cryptography
    # Depth first: what the size cuts off leaves whole towns before it.
    codes = (f"t{seed}-{number:06d}" for number in count(1))
    return _peopled(list(islice(_grown(top, "", "", 1, dice, codes), size)))


def _grown(
    level: int, superior: str, village: str, number: int, dice: Random, codes: Iterator[str]
) -> Iterator[UnitPlan]:
    """One unit with everything below it. The topmost of a city never ends; whoever asks stops in time."""
    step = _LEVELS[level]
    place = dice.choice(_FIRST) + dice.choice(_SECOND)
    words = {"place": place, "village": village, "number": _NUMBERS[(number - 1) % len(_NUMBERS)]}
    code = next(codes)
    yield UnitPlan(
        code,
        superior,
        step.called.format(**words),
        step.kind,
        step.short.format(**words),
        elders=dice.randint(2, 7),
        keen=dice.randint(2, 8),
    )
    for below in count(1) if level == 0 else range(1, step.below + 1):
        yield from _grown(level + 1, code, f"{place}村", below, dice, codes)


def _peopled(plans: list[UnitPlan]) -> list[UnitPlan]:
    """People belong to the lowest units; where the size allows one unit alone, to that."""
    superiors = {plan.superior for plan in plans}
    return [replace(plan, weight=0 if plan.code in superiors else 1) for plan in plans]
