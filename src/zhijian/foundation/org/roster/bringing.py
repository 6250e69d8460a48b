"""From a file straight onto the roster: what the command does, without anybody to ask."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.foundation import audit
from zhijian.foundation.org.models import Import, Unit
from zhijian.foundation.org.roster.applying import CHUNK, carry_out_chunk
from zhijian.foundation.org.roster.errors import SheetRefused
from zhijian.foundation.org.roster.matching import Finding
from zhijian.foundation.org.roster.people import PersonRow, Reader, people_in
from zhijian.foundation.org.roster.places import Places
from zhijian.foundation.org.roster.planning import Plan
from zhijian.foundation.org.roster.sheets import open_table
from zhijian.foundation.org.services.statistics import WORTH_IT, refresh_statistics
from zhijian.foundation.org.states import Verdict

MOST_MISSING_KEPT: Final = 500
Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A sheet that was read to its end: nothing more can be wrong with it as a whole."""

    labels: Sequence[str]
    fields: Sequence[str]
    people: Sequence[PersonRow]
    sheet_name: str
    hidden_rows: int


@dataclass(slots=True)
class Outcome:
    """A verdict for each person's row, in the order of the sheet; `missing` are members it does not name."""

    lines: list[tuple[int, Verdict, str]]
    missing: list[int]

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(verdict for _number, verdict, _message in self.lines)


def read_roster(
    file: IO[bytes], *, sheet: str | None = None, given: Mapping[str, str] | None = None
) -> RosterSheet:
    """Raises `SheetRefused`, with one sentence, for what cannot be read."""
    table = open_table(file, sheet=sheet)
    try:
        people = people_in(table, given=given)
        header = people.header
        if header.doubtful:
            names = _("、").join(sorted({header.labels[column] for column in header.doubtful}))
            says = _("有两列都像同一栏：%(names)s。请用 --map 写明哪一列是什么。")
            raise SheetRefused(says % {"names": names}, code="columns-doubtful")
        reader = Reader(header.fields)
        rows = [person for row in people.rows if (person := reader.person_in(row))]
    finally:
        table.close()
    return RosterSheet(header.labels, header.fields, rows, table.name, table.hidden_rows)


def look(read: RosterSheet, *, into: Unit) -> tuple[list[Finding], list[int]]:
    """What bringing it in would do. Nothing is written."""
    plan = Plan(Places(into), read.people)
    findings = list(plan.findings())
    return findings, plan.missing()


def bring_in(
    read: RosterSheet,
    *,
    into: Unit,
    file_name: str,
    by: Any,
    is_dry: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """New ones and changes are written, a chunk at a time; unclear and bad rows are left untouched."""
    findings, missing = look(read, into=into)
    outcome = Outcome([(one.row.number, one.verdict, one.message) for one in findings], missing)
    if is_dry:
        return outcome
    batch = Import.objects.create(
        unit=into,
        file_name=file_name[:200],
        sheet_name=read.sheet_name[:100],
        headings=list(read.labels),
        fields=list(read.fields),
        hidden_rows=read.hidden_rows,
        made_by_id=getattr(by, "pk", None),
        made_by_name=str(by)[:150],
        planned_at=now(),
    )
    begin(batch, by=by)
    refused = _write(batch, findings, into=into, progress=progress)
    if refused:
        outcome.lines = [
            (number, Verdict.UNCLEAR, refused[number]) if number in refused else (number, verdict, message)
            for number, verdict, message in outcome.lines
        ]
    finish(batch, outcome.counts, missing=missing, by=by)
    return outcome


def begin(batch: Import, *, by: Any) -> None:
    """Before the first chunk: an import that dies half-way has its line in the audit as well."""
    if batch.begun_at:
        return
    batch.begun_at = now()
    batch.save(update_fields=["begun_at"])
    audit.write("roster.import_begun", actor=by, subject=batch.unit, details={"import": batch.pk})


def finish(batch: Import, counts: Mapping[Verdict, int], *, missing: Sequence[int], by: Any) -> None:
    said = {str(verdict): counts.get(verdict, 0) for verdict in Verdict}
    batch.counts = {**said, "missing": len(missing)}
    batch.missing = list(missing[:MOST_MISSING_KEPT])
    batch.done_at = now()
    batch.save(update_fields=["counts", "missing", "done_at"])
    if counts.get(Verdict.NEW, 0) >= WORTH_IT:
        refresh_statistics()
    audit.write("roster.imported", actor=by, subject=batch.unit, details={"import": batch.pk, **batch.counts})


def _write(
    batch: Import, findings: Sequence[Finding], *, into: Unit, progress: Progress | None
) -> dict[int, str]:
    """The rows that could not be written after all, with why."""
    active = [one for one in findings if one.verdict in (Verdict.NEW, Verdict.CHANGED)]
    wanted = {one.place.id for one in active if one.place}
    units = Unit.objects.in_bulk(wanted | {into.pk})
    refused: dict[int, str] = {}
    for start in range(0, len(active), CHUNK):
        done = carry_out_chunk(batch, active[start : start + CHUNK], units=units)
        refused |= {one.finding.row.number: one.refused for one in done if one.refused}
        if progress:
            progress(start + len(done), len(active))
    return refused
