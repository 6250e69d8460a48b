"""Numbers that rooms write beside units: how many people are still to contact, say. One line a room.

A source answers for whole lists at once, each of neighbours, and leaves out units it has nothing to say
about, and those whose number is too small to be shown. Without sources the tree has no such column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhijian.console.care.figures import to_contact
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Staff


class Source(Protocol):
    def __call__(self, staff: Staff, lists: Sequence[Sequence[Unit]], /) -> Mapping[int, str]: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """`heading` stands over the column: 待联系."""

    heading: Promise
    source: Source


FIGURES: Final[Sequence[Figure]] = (Figure(_("待联系"), to_contact),)


def heading() -> str:
    return str(FIGURES[0].heading) if FIGURES else ""


def figures_of(staff: Staff, *lists: Sequence[Unit]) -> Mapping[int, str]:
    """By the unit's key. The first source is the column; there is room for one."""
    return FIGURES[0].source(staff, lists) if FIGURES else {}
