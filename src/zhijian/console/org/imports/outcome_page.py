"""What became of an import: the sums, who was left alone when it was taken back, and the rows to mend."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijian.foundation.org.models import Import, Member
from zhijian.foundation.org.roster import imports, undoing
from zhijian.foundation.org.states import Verdict

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OutcomePage:
    counts: dict[str, int]
    written: int
    is_over: bool
    may_be_undone: bool
    to_mend: int
    left_alone: Sequence[str]
    missing: Sequence[Member]
    may_go_on: bool


def outcome_page(batch: Import) -> OutcomePage:
    written = batch.rows.filter(done_at__isnull=False)
    to_mend = batch.rows.filter(verdict__in=(Verdict.BAD, Verdict.UNCLEAR), done_at=None)
    left = written.filter(undone=undoing.LEFT).order_by("number").values_list("name", flat=True)
    return OutcomePage(
        counts={str(verdict): int(batch.counts.get(str(verdict), 0)) for verdict in Verdict},
        written=written.filter(undone="").count(),
        is_over=batch.done_at is not None,
        may_be_undone=undoing.may_be_undone(batch) and written.exists(),
        to_mend=to_mend.count(),
        left_alone=list(left[:MOST_SHOWN]),
        missing=imports.missing_members(batch)[:MOST_SHOWN],
        may_go_on=batch.done_at is None and batch.undone_at is None,
    )
