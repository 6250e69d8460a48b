"""What a unit's page shows of who is reached: the bar, the care list or its reasons, its own past."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.care import words
from zhijian.console.care.elsewhere import poster_of
from zhijian.console.care.fetching import kept_scope, seen_scope
from zhijian.console.care.rows import Group, groups_of
from zhijian.foundation.org.models import Unit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.coverage import Coverage, may_be_shown
from zhijian.rooms.reach.permissions import may_give_care_to, may_see_care_of
from zhijian.rooms.reach.queries.care import act_of, cared, is_bound, people_of
from zhijian.rooms.reach.queries.coverage import coverage_of
from zhijian.rooms.reach.queries.past import past_of
from zhijian.rooms.reach.states import Standing

MOST_LISTED: Final = 40  # beyond, the reasons lead on
_WIDE, _GAP, _LEAST = 630.0, 3.0, 6.0  # of the bar, in its own units


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the bar and its number. `x` and `width` as the drawing wants them."""

    sign: str
    label: str
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A reason in a large unit, on to its people."""

    icon: str
    label: str
    hint: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was just done, and how it is taken back."""

    says: str
    taking_back: str


@dataclass(frozen=True, slots=True)
class Care:
    """`parts` is empty where numbers are left out; `groups` or `leads` where there is somebody to contact."""

    coverage: Coverage
    parts: Sequence[Part]
    heard: str
    past: str
    sees_names: bool
    gives_care: bool
    groups: Sequence[Group]
    leads: Sequence[Lead]
    poster: str
    done: Done | None

    @property
    def is_hidden(self) -> bool:
        return not self.parts

    @property
    def all_reached(self) -> bool:
        return self.sees_names and bool(self.coverage.members) and self.coverage.not_yet == 0

    @property
    def to_hand_over(self) -> int:
        """How many nobody goes to yet, where he may change that."""
        if not self.gives_care:
            return 0
        visited = self.groups[-1].count if self.groups and self.groups[-1].key == "visited" else 0
        return self.coverage.not_yet - visited

    @property
    def in_words(self) -> str:
        """`5 人，谁方便谁去，没有期限`."""
        said = {"n": f"{self.coverage.not_yet:,}"}
        if self.groups and self.groups[-1].key == "visited":
            visited = self.groups[-1].count
            if visited == self.coverage.not_yet:
                return _("%(n)s 人，都有人去看望了") % said
            return _("%(n)s 人，其中 %(visited)d 人有人去看望了") % {**said, "visited": visited}
        return _("%(n)s 人，谁方便谁去，没有期限") % said


def care_on(staff: Staff, unit: Unit, *, is_leaf: bool, act: str = "") -> Care | None:
    """None for a unit that is closed or empty: there is nobody to care for."""
    coverage = coverage_of(unit)
    if unit.closed_on or not coverage.members:
        return None
    sees = may_see_care_of(staff, unit)
    gives = may_give_care_to(staff, unit)
    numbers = (coverage.bound, coverage.follows, coverage.otherwise, coverage.not_yet, coverage.declined)
    shown = may_be_shown(numbers, sees_names=sees)
    is_listed = sees and is_leaf and 0 < coverage.not_yet <= MOST_LISTED
    return Care(
        coverage=coverage,
        parts=parts_of(coverage) if shown else [],
        heard=words.in_numbers(coverage) if shown else "",
        past=words.beside_the_past(past_of(unit, coverage, sees_names=sees)),
        sees_names=sees,
        gives_care=gives,
        groups=_listed(staff, unit, gives_care=gives) if is_listed else [],
        leads=leads_of(unit, coverage) if sees and not is_listed else [],
        poster=poster_of(unit) if gives else "",
        done=done_in(staff, act) if act else None,
    )


def parts_of(coverage: Coverage) -> list[Part]:
    """Widths as the numbers are, but none too narrow to be seen; who declined is no part of it."""
    given = [
        ("a", Standing.BOUND, coverage.bound),
        ("b", Standing.FOLLOWS, coverage.follows),
        ("c", Standing.OTHERWISE, coverage.otherwise),
        ("d", Standing.NOT_YET, coverage.not_yet),
    ]
    some = [count for _sign, _label, count in given if count]
    room = _WIDE - _GAP * (len(some) - 1) - _LEAST * len(some)
    found, at = [], 0.0
    for sign, standing, count in given:
        width = _LEAST + room * count / sum(some) if count else 0.0
        found.append(Part(sign, str(standing.label), count, f"{at:.1f}", f"{width:.1f}"))
        at += width + _GAP if count else 0
    return found


def leads_of(unit: Unit, coverage: Coverage) -> list[Lead]:
    here = reverse("console:care", args=[unit.pk])
    return [
        Lead(
            words.ICONS[reason], str(reason.label), str(words.HINTS[reason]), count, f"{here}?reason={reason}"
        )
        for reason, count in coverage.reasons.items()
    ]


def done_in(staff: Staff, act: str) -> Done | None:
    """Only what still holds, and is his to take back."""
    try:
        key = UUID(act)
    except ValueError:
        return None
    found = list(act_of(str(key), kept_scope(staff)))
    if not found:
        return None
    helper = found[0].helper
    says = words.done(found, helper_reads=helper is not None and is_bound(helper))
    return Done(says, reverse("console:care-taking-back", args=[key]))


def _listed(staff: Staff, unit: Unit, *, gives_care: bool) -> list[Group]:
    found = people_of(unit, seen_scope(staff), standing=Standing.NOT_YET).select_related("unit")
    return groups_of(cared(found[:MOST_LISTED]), unit, gives_care=gives_care)
