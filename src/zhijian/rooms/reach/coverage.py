"""How many of a unit and all below it are reached, and how: numbers to help by, never a score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final

from zhijian.rooms.reach.states import Reason, Standing

# Below this a number may point at a person, for readers who may not see the names anyway.
FEW: Final = 5

# Where those of a reason are counted: the columns of models.Tally.
COLUMN_OF_REASON: Final[Mapping[str, str]] = {
    Reason.PHONE_CHANGED: "phone_changed",
    Reason.NO_WECHAT: "no_wechat",
    Reason.NO_PHONE: "no_phone",
    Reason.SHARED_PHONE: "shared_phone",
    Reason.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Active members by standing; who is not reached yet, by reason. Together they are everybody."""

    bound: int = 0
    follows: int = 0
    otherwise: int = 0
    declined: int = 0
    phone_changed: int = 0
    no_wechat: int = 0
    no_phone: int = 0
    shared_phone: int = 0
    unknown: int = 0

    @property
    def not_yet(self) -> int:
        return self.phone_changed + self.no_wechat + self.no_phone + self.shared_phone + self.unknown

    @property
    def reached(self) -> int:
        """In whatever way; what a unit compares with its own past."""
        return self.bound + self.follows + self.otherwise

    @property
    def members(self) -> int:
        return self.reached + self.declined + self.not_yet

    @property
    def reasons(self) -> dict[Reason, int]:
        """In the order of the care list, without those that nobody has."""
        counted = {reason: int(getattr(self, COLUMN_OF_REASON[reason])) for reason in Reason}
        return {reason: count for reason, count in counted.items() if count}

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(*(getattr(self, name) + getattr(other, name) for name in COLUMNS))

    def __sub__(self, other: "Coverage") -> "Coverage":
        return Coverage(*(getattr(self, name) - getattr(other, name) for name in COLUMNS))


COLUMNS: Final = tuple(field.name for field in fields(Coverage))


def column_of(standing: str, reason: str | None) -> str:
    """Which of the numbers somebody with this standing belongs to."""
    if standing == Standing.NOT_YET:
        return COLUMN_OF_REASON.get(reason or "", "unknown")
    return standing


def may_be_shown(numbers: Iterable[int], *, sees_names: bool) -> bool:
    """Whether numbers that belong together may stand side by side: none may point at a person."""
    return sees_names or all(number == 0 or number >= FEW for number in numbers)
