"""What a plan says of a unit and of a person. Words of the domain as text: nothing here knows a table."""

from dataclasses import dataclass
from enum import StrEnum


class Reached(StrEnum):
    """How somebody is reached; the words are those of the room (rooms/reach/states.py)."""

    BOUND = "bound"
    FOLLOWS = "follows"
    OTHERWISE = "otherwise"
    DECLINED = "declined"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit; its superior, named by code, comes before it.

    `weight` is its share of the people, 0 where nobody belongs to it directly. Of ten of them `elders` are
    past sixty, and `keen` are reached by the account.
    """

    code: str
    superior: str
    name: str
    kind: str
    short_name: str = ""
    weight: int = 0
    elders: int = 4
    keen: int = 5


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """Somebody on the roster of one unit. `index` counts from 0; code and telephone number follow from it.

    `why` says why he is not reached, or how he is otherwise. `came_from` is a unit he was in before the
    present one, where the plan knows of one.
    """

    index: int
    code: str
    name: str
    unit: str
    birth_year: int | None
    joined: str
    phone: str
    labels: tuple[str, ...] = ()
    reached: Reached = Reached.NOT_YET
    why: str = ""
    note: str = ""
    came_from: str = ""
