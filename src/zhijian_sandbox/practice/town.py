"""青禾镇: nine branches and the people in them. Places and people are invented."""

import random
from dataclasses import dataclass

from zhijian_sandbox.practice import names


@dataclass(frozen=True, slots=True)
class Branch:
    """`weight` is how many of a hundred people belong to it; `elders` how many of ten are past sixty."""

    code: str
    name: str
    weight: int
    elders: int


BRANCHES = (
    Branch("hedong", "河东村", 18, 5),
    Branch("hexi", "河西村", 14, 5),
    Branch("liuwan", "柳湾村", 11, 6),
    Branch("beitang", "北塘村", 9, 6),
    Branch("tongqiao", "桐桥社区", 16, 3),
    Branch("laojie", "老街社区", 12, 6),
    Branch("jiguan", "镇机关", 7, 0),
    Branch("xuexiao", "青禾学校", 6, 1),
    Branch("sichang", "丝厂退休", 7, 10),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the town; `index` counts from 0 and is the same for the same seed."""

    index: int
    name: str
    age: int
    branch: Branch

    @property
    def note(self) -> str:
        return f"{self.branch.name} · {self.age} 岁"

    @property
    def is_elder(self) -> bool:
        return self.age >= 60


def people(count: int, *, seed: int) -> list[Person]:
    """The first so many people of the town. More of them begin with the same ones."""
    dice = random.Random(f"people:{seed}")  # noqa: S311 -- not cryptography
    return [_person(index, dice) for index in range(count)]


def _person(index: int, dice: random.Random) -> Person:
    # The first nine are one of each branch, so that even a small class sees the whole town.
    weights = [branch.weight for branch in BRANCHES]
    branch = BRANCHES[index] if index < len(BRANCHES) else dice.choices(BRANCHES, weights)[0]
    is_elder = dice.random() * 10 < branch.elders
    age = dice.randint(60, 84) if is_elder else dice.randint(22, 59)
    given = names.GIVEN_OF_THE_OLD if age >= 50 else names.GIVEN_OF_THE_YOUNG
    return Person(index, dice.choice(names.FAMILY) + dice.choice(given), age, branch)
