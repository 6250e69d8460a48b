"""What somebody did today, in words and for nobody else's eyes: one row an act, with what it was done to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from zhijian.console.audit.words import WORDS
from zhijian.console.today.done_things import Thing, things_of
from zhijian.console.today.done_words import UNSAID, icon_of
from zhijian.foundation.audit.models import Line
from zhijian.foundation.audit.queries import acts_of
from zhijian.foundation.staff.models import Staff

MOST_LINES = 1000  # who switches ten thousand rules at once reads "and more", not all of them
NAMED = 5  # of the things one kind of act was done to


@dataclass(frozen=True, slots=True)
class Row:
    """`things` are the first few that still have a page; `times` counts them all. `at` is the last time."""

    icon: str
    says: str
    at: datetime
    times: int
    things: Sequence[Thing]

    @property
    def others(self) -> int:
        """How many more things there were than are named; 0 when none is named, for then `times` says it."""
        return self.times - len(self.things) if self.things else 0


@dataclass(frozen=True, slots=True)
class Done:
    rows: Sequence[Row]
    count: int


def done_today(staff: Staff) -> Done:
    """The latest first. Doing the same to the same thing again is one act, however often one saved."""
    midnight = localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = acts_of(staff, since=midnight).exclude(action__in=UNSAID)[:MOST_LINES]
    acts: dict[str, dict[tuple[str, int], Line]] = {}
    for line in lines:
        if line.action in WORDS:
            acts.setdefault(str(WORDS[line.action]), {}).setdefault(_subject(line), line)
    things = things_of(staff, [subject for lines in acts.values() for subject in lines])
    return Done(
        rows=[_row(lines, things) for lines in acts.values()],
        count=sum(len(lines) for lines in acts.values()),
    )


def _row(lines: dict[tuple[str, int], Line], things: dict[tuple[str, int], Thing]) -> Row:
    last = next(iter(lines.values()))
    named = [things[subject] for subject in lines if subject in things][:NAMED]
    return Row(
        icon=icon_of(last.action), says=str(WORDS[last.action]), at=last.at, times=len(lines), things=named
    )


def _subject(line: Line) -> tuple[str, int]:
    """What is not a row of ours (a title alone, after a removal) counts by its line."""
    if line.subject_id.isdecimal():
        return line.subject_kind, int(line.subject_id)
    return "", line.pk
