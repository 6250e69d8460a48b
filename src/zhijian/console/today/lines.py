"""A line of 今日: one thing that waits for me, why, until when, and what I can do about it.

A room gives `console/<room>/today.py` with `lines(staff, *, account) -> Sequence[Line]` and stands in
`sources.py`. It gives only what this person may act on, and at most a hundred lines: they are counted for
every page. An act that posts answers htmx with the `li` that takes the row's place (a `todo-done` with 撤回).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.utils.timezone import now

LATE = timedelta(hours=4)
SOON = timedelta(hours=12)


class Urgency(IntEnum):
    NOW = 1
    SOON = 2
    WHEN_FREE = 3


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the row: a page to open, or with `is_post` something done at once, in place."""

    label: str
    address: str
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """`key` is unique on the page; `what` names the thing, `why` says it in a sentence, `room` is where it
    comes from, in a word. `until` is when it is too late."""

    key: str
    icon: str
    what: str
    why: str
    since: datetime
    urgency: Urgency
    acts: tuple[Act, ...]
    until: datetime | None = None
    room: str = ""

    @property
    def opens(self) -> str:
        """Where its name leads: the first page among its acts."""
        return next((act.address for act in self.acts if not act.is_post), "")

    @property
    def clock(self) -> str:
        """How the time left looks: `late` in the last hours, `soon` on the last half day."""
        if self.until is None:
            return ""
        left = self.until - now()
        return "late" if left < LATE else "soon" if left < SOON else ""


def in_order(lines: list[Line]) -> list[Line]:
    """The most urgent first, and among those what has waited longest."""
    return sorted(lines, key=lambda line: (line.urgency, line.since))
