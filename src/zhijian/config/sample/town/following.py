"""Who of a town follows its account, with an openid that says at sight that it is nobody's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from zhijian.config.sample.town.names import a_name
from zhijian.config.sample.town.plans import PersonPlan, Reached

_PLATFORMS: Final = ("android", "android", "android", "ios", "other")
_STRANGERS_FROM: Final = 900_000  # numbers of openids that no member has


@dataclass(frozen=True, slots=True)
class FollowerPlan:
    """A WeChat user at one account. `member` is the code of who he is, if he has proven it."""

    openid: str
    name: str
    note: str
    platform: str
    member: str = ""
    age: int = 0


def followers_of(
    people: Iterable[PersonPlan], *, year: int, places: Mapping[str, str], known: Mapping[str, str]
) -> Iterator[FollowerPlan]:
    """Of the members: those who are bound, and those who only follow. `known` gives openids by phone."""
    for person in people:
        if person.reached not in (Reached.BOUND, Reached.FOLLOWS):
            continue
        age = year - person.birth_year if person.birth_year else 0
        yield FollowerPlan(
            known.get(person.phone) or _openid(person.index),
            person.name,
            f"{places[person.unit]} · {age} 岁" if age else places[person.unit],
            _PLATFORMS[person.index % len(_PLATFORMS)],
            person.code if person.reached == Reached.BOUND else "",
            age,
        )


def strangers(count: int, *, seed: int, note: str) -> Iterator[FollowerPlan]:
    """Neighbours on no roster; each seed has its own."""
    dice = Random(f"strangers:{seed}")  # noqa: S311 -- not cryptography
    for number in range(count):
        openid = _openid(_STRANGERS_FROM + seed * 1000 + number)
        name = a_name(dice, age=dice.randint(20, 80))
        yield FollowerPlan(openid, name, note, dice.choice(_PLATFORMS))


def _openid(number: int) -> str:
    """As long as WeChat's."""
    return f"oQinghe{number:021d}"
