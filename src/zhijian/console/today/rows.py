"""The lines of 今日 as rows in groups: what first, what today, what these days."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.console.today.spans import left_until, waited_since

_HEADINGS = {Urgency.NOW: _("先办"), Urgency.SOON: _("今天之内"), Urgency.WHEN_FREE: _("这几天")}


@dataclass(frozen=True, slots=True)
class Row:
    """`main` is the page's one filled button; only the very first row has it."""

    line: Line
    main: Act | None

    @property
    def time_left(self) -> str:
        return left_until(self.line.until) if self.line.until else ""

    @property
    def waited(self) -> str:
        return waited_since(self.line.since)


@dataclass(frozen=True, slots=True)
class Group:
    """`hidden` is how many more there are than are shown."""

    name: str
    heading: str
    rows: Sequence[Row]
    total: int

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


def grouped(lines: Sequence[Line], *, shown: int | None) -> list[Group]:
    """The groups that hold something, in order; each shows at most so many."""
    main = lines[0].acts[0] if lines and lines[0].acts else None
    groups = []
    for urgency, heading in _HEADINGS.items():
        mine = [Row(line, main) for line in lines if line.urgency is urgency]
        if mine:
            groups.append(Group(urgency.name.lower(), str(heading), mine[:shown], len(mine)))
    return groups
