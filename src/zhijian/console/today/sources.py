"""The rooms that bring lines to 今日, one line a room."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from zhijian.console.accounts.today import lines as account_lines
from zhijian.console.agreements.today import lines as agreement_lines
from zhijian.console.answers.today import count as answers_count
from zhijian.console.answers.today import lines as answers_lines
from zhijian.console.care.today import lines as care_lines
from zhijian.console.handovers.today import lines as handover_lines
from zhijian.console.library.today import lines as library_lines
from zhijian.console.menu.today import lines as menu_lines
from zhijian.console.org.today import lines as org_lines
from zhijian.console.register.today import lines as register_lines
from zhijian.console.takeover.today import lines as takeover_lines
from zhijian.console.tasks.today import lines as task_lines
from zhijian.console.today.lines import Line, in_order
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff


class Source(Protocol):
    def __call__(self, staff: Staff, *, account: Account | None) -> Sequence[Line]: ...


class Counting(Protocol):
    """As many as there would be lines."""

    def __call__(self, staff: Staff, *, account: Account | None) -> int: ...


SOURCES: Sequence[Source] = (
    account_lines,
    answers_lines,
    menu_lines,
    library_lines,
    org_lines,
    register_lines,
    care_lines,
    takeover_lines,
    task_lines,
    agreement_lines,
    handover_lines,
)


# Where counting is much quicker than making the lines. Every page says how much waits.
COUNTS: Mapping[Source, Counting] = {answers_lines: answers_count}


def count_for(staff: Staff, *, account: Account | None) -> int:
    return sum(
        COUNTS[source](staff, account=account) if source in COUNTS else len(source(staff, account=account))
        for source in SOURCES
    )


def lines_for(staff: Staff, *, account: Account | None) -> list[Line]:
    """Everything that waits for this person at this account, in the order in which to do it."""
    return in_order([line for source in SOURCES for line in source(staff, account=account)])
