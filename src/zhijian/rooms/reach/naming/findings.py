"""What can be off with a name, and how grave it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Grade(IntEnum):
    """`CHANGE`: the name should be another. `LOOK`: somebody should look, and may well leave it."""

    CHANGE = 1
    LOOK = 2


class Wrong(StrEnum):
    """In the order in which they are told."""

    HIDDEN = "hidden"
    FOREIGN = "foreign"
    LOOKALIKE = "lookalike"
    SAME_NAME = "same_name"
    OTHER_UNIT = "other_unit"
    OTHER_PLACE = "other_place"
    FORMER = "former"
    CLOSED_UNIT = "closed_unit"
    SELLING = "selling"
    SHOUTING = "shouting"
    BOASTING = "boasting"
    POSING = "posing"
    CLIPPED = "clipped"
    NOT_THE_UNIT = "not_the_unit"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    DECORATED = "decorated"
    WIDTH = "width"
    TRADITIONAL = "traditional"
    ALIKE = "alike"
    MORE_THAN_NAME = "more_than_name"
    NO_UNIT = "no_unit"


_LOOK = frozenset({Wrong.WIDTH, Wrong.TRADITIONAL, Wrong.ALIKE, Wrong.MORE_THAN_NAME, Wrong.NO_UNIT})


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` is the part of the name it is about, `right` what should stand there, as far as it is known."""

    wrong: Wrong
    what: str = ""
    right: str = ""

    @property
    def grade(self) -> Grade:
        return Grade.LOOK if self.wrong in _LOOK else Grade.CHANGE


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The gravest first, each once."""
    told = list(Wrong)
    return tuple(
        sorted(dict.fromkeys(findings), key=lambda found: (found.grade, told.index(found.wrong), found.what))
    )
