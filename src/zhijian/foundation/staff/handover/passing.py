"""What passes on, kind by kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.models import Staff


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing somebody has in hand. `note` is what the successor should know: a review date, a term."""

    key: str
    name: str
    note: str = ""
    unit_path: str = ""


@dataclass(frozen=True, slots=True)
class Passing:
    """`things_of(giver, within)` lists what is his there; `move(key, giver, successor, by)` gives one over,
    in the caller's transaction. Raises LookupError when it is not his any more."""

    kind: str
    label: Promise
    icon: str
    things_of: Callable[[Staff, Scope], Iterable[Thing]]
    move: Callable[[str, Staff, Staff, Staff], None]


PASSINGS: Final[dict[str, Passing]] = {}


def register(passing: Passing) -> Passing:
    PASSINGS[passing.kind] = passing
    return passing


def passings() -> list[Passing]:
    """Posts first, then as they were registered."""
    return sorted(PASSINGS.values(), key=lambda passing: passing.kind != "post")
