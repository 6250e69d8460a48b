"""The people of a tree: so many, exactly, each in one unit, one after the other."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from random import Random
from typing import Final

from zhijian.config.sample.town import qinghe
from zhijian.config.sample.town.names import a_name
from zhijian.config.sample.town.numbers import code_of, phone_of
from zhijian.config.sample.town.plans import PersonPlan, Reached, UnitPlan

_YOUNGEST, _ELDER, _OLDEST = 20, 60, 92
# Of a hundred who are past 75 this many have no telephone of their own, or share one.
_WITHOUT_PHONE, _WITH_SHARED_PHONE = 22, 15
_VERY_OLD: Final = 75
_NOT_REACHED: Final = ("unknown", "unknown", "unknown", "changed", "wechat")
_OTHERWISE: Final = ("print", "call", "visit", "group", "family")


def people_of(tree: Sequence[UnitPlan], size: int, *, seed: int, year: int) -> Iterator[PersonPlan]:
    """Exactly `size`, unit by unit in the order of the tree; in 青禾镇 those with a face come first."""
    dice = Random(f"people:{seed}")  # noqa: S311 -- not cryptography
    known = {face.unit for face in qinghe.FACES}.issubset({plan.code for plan in tree})
    index = 0
    for unit, wanted in zip(tree, shares(tree, size), strict=True):
        faces = [face for face in qinghe.FACES if known and face.unit == unit.code][:wanted]
        shared = ""
        for face in chain(faces, repeat(None, wanted - len(faces))):
            code = code_of(index, seed=seed)
            if face is not None:
                yield face.plan(index, code=code, year=year)
            else:
                person = _person(index, code, unit, dice, seed=seed, year=year, shared=shared)
                shared = person.phone
                yield person
            index += 1


def shares(tree: Sequence[UnitPlan], size: int) -> list[int]:
    """How many belong to each unit: as their weights are, and exactly `size` together."""
    whole = sum(unit.weight for unit in tree)
    given, passed, counts = 0, 0, []
    for unit in tree:
        passed += unit.weight
        until = size * passed // whole
        counts.append(until - given)
        given = until
    return counts


def _person(
    index: int, code: str, unit: UnitPlan, dice: Random, *, seed: int, year: int, shared: str
) -> PersonPlan:
    """`shared` is the number of whoever came before: the one he may share a telephone with."""
    age = _age(unit, dice)
    name = a_name(dice, age=age)
    phone = phone_of(index, seed=seed)
    has_own = True
    if age >= _VERY_OLD:
        chance = dice.random() * 100
        if chance < _WITHOUT_PHONE:
            phone, has_own = "", False
        elif chance < _WITHOUT_PHONE + _WITH_SHARED_PHONE and shared:
            phone, has_own = shared, False
    reached, why = _reached(unit, dice, age=age, phone=phone, has_own=has_own)
    return PersonPlan(
        index,
        code,
        name,
        unit.code,
        year - age if dice.random() < 0.96 else None,
        _joined(dice, age=age, year=year),
        phone,
        _labels(dice, age=age),
        reached,
        why,
    )


def _age(unit: UnitPlan, dice: Random) -> int:
    if dice.random() * 10 < unit.elders:
        return min(_OLDEST, _ELDER + int(dice.expovariate(1 / 9)))
    return dice.randint(_YOUNGEST, _ELDER - 1)


def _joined(dice: Random, *, age: int, year: int) -> str:
    """A year, and for most also the month, as old registers have it."""
    joined = year - dice.randint(0, age - _YOUNGEST) if age > _YOUNGEST else year
    month = dice.choice((6, 7, 7, 12)) if joined < year else 1
    return f"{joined}-{month:02d}" if dice.random() < 0.7 else str(joined)


def _labels(dice: Random, *, age: int) -> tuple[str, ...]:
    chance = dice.random()
    if chance < 0.09 and age < _ELDER:
        return (qinghe.COMMUTING,)
    if chance > 0.93 and age >= 25:
        return (qinghe.VETERAN,)
    return (qinghe.VILLAGE_AID,) if 0.5 < chance < 0.52 and age < 32 else ()


def _reached(unit: UnitPlan, dice: Random, *, age: int, phone: str, has_own: bool) -> tuple[Reached, str]:
    if not has_own:
        if dice.random() < 0.55:
            return Reached.OTHERWISE, dice.choice(_OTHERWISE)
        return Reached.NOT_YET, "shared" if phone else "phone"
    chance = dice.random() * 10
    ease = unit.keen * (0.55 if age >= _ELDER else 1.0)
    if chance < ease * 0.8:
        return Reached.BOUND, ""
    if chance < ease:
        return Reached.FOLLOWS, ""
    if chance > 9.9:
        return Reached.DECLINED, ""
    if age >= _ELDER and dice.random() < 0.5:
        return Reached.OTHERWISE, dice.choice(_OTHERWISE)
    return Reached.NOT_YET, dice.choice(_NOT_REACHED)
