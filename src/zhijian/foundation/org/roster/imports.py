"""A sheet somebody uploaded: columns agreed upon, looked through, decided, carried out, kept for a month."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import IO, Any, Final

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.foundation import audit
from zhijian.foundation.org.models import Import, ImportRow, Member, RememberedColumns, Unit
from zhijian.foundation.org.roster import bulk, headings
from zhijian.foundation.org.roster.applying import CHUNK, carry_out_chunk
from zhijian.foundation.org.roster.bringing import MOST_MISSING_KEPT, begin, finish
from zhijian.foundation.org.roster.errors import ImportIsOver, SheetRefused
from zhijian.foundation.org.roster.lookup import Lookup
from zhijian.foundation.org.roster.matching import Asked, Finding, judge, met
from zhijian.foundation.org.roster.people import PersonRow, Reader, people_in
from zhijian.foundation.org.roster.places import Places
from zhijian.foundation.org.roster.planning import Plan
from zhijian.foundation.org.roster.sheets import Cell, open_table
from zhijian.foundation.org.roster.undoing import KEPT
from zhijian.foundation.org.roster.values import Wrong, id_number_in
from zhijian.foundation.org.states import Verdict

CARRY_OUT: Final = "org.carry_out_import"  # the chores' names
UNDO: Final = "org.undo_import"
LOOK: Final = "org.look_through_import"
FORGET: Final = "org.forget_old_imports"
KEPT_UNUSED: Final = timedelta(days=2)
NEW, LEAVE = "new", "leave"  # decisions about an unclear row; any other is a member's code
Goes = Callable[[int, int], bool]  # done, total; False: stop here


def upload(file: IO[bytes], *, unit: Unit, name: str, by: Any, sheet: str | None = None) -> Import:
    """Keep the rows, sealed; nobody's data changes. Raises `SheetRefused`, and then nothing is kept."""
    table = open_table(file, sheet=sheet)
    try:
        people = people_in(table)
        header = people.header
        with transaction.atomic():
            batch = Import.objects.create(
                unit=unit,
                file_name=name[:200],
                sheet_name=table.name[:100],
                headings=list(header.labels),
                fields=list(header.fields),
                hidden_rows=table.hidden_rows,
                made_by_id=getattr(by, "pk", None),
                made_by_name=str(by)[:150],
            )
            batch.fields = _remembered(batch) or batch.fields
            batch.counts = {"doubtful": list(header.doubtful) if batch.fields == list(header.fields) else []}
            batch.save(update_fields=["fields", "counts"])
            some: list[Sequence[Any]] = []
            for number, cells in people.rows:
                said = json.dumps([_plain(cell) for cell in cells], ensure_ascii=False)
                some.append((batch.pk, number, "", "", "", None, None, None, None, "", said, [], ""))
                if len(some) == 1000:
                    bulk.insert_import_rows(some)
                    some = []
            bulk.insert_import_rows(some)
    finally:
        table.close()
    if not batch.rows.exists():
        batch.delete()
        raise SheetRefused(_("表里只有列名，下面没有内容。"), code="rows-none")
    return batch


@transaction.atomic
def choose_columns(batch: Import, *, fields: Sequence[str]) -> Import:
    """What each column is; remembered for the next sheet with the same headings. Raises `SheetRefused`."""
    _check_open(batch)
    chosen = [field if field in headings.FIELDS else "" for field in fields][: len(batch.headings)]
    chosen += [""] * (len(batch.headings) - len(chosen))
    if headings.NAME not in chosen:
        raise SheetRefused(_("还没有说哪一列是姓名。"), code="name-column-missing")
    twice = [field for field, count in Counter(chosen).items() if field and count > 1]
    if twice:
        raise SheetRefused(_("有两列选成了同一栏，请只留一列。"), code="columns-doubled")
    batch.fields, batch.planned_at, batch.counts = chosen, None, {}
    batch.save(update_fields=["fields", "planned_at", "counts"])
    # What was decided was decided about other rows, as it were.
    ImportRow.objects.filter(batch=batch).update(decision="", typed=b"")
    RememberedColumns.objects.update_or_create(
        unit=batch.unit,
        headings_digest=_headings_digest(batch),
        defaults={"fields": chosen, "used_at": now()},
    )
    return batch


def needs_columns(batch: Import) -> bool:
    """Whether somebody has to say first what a column is."""
    return headings.NAME not in batch.fields or bool(batch.counts.get("doubtful"))


def look_through(batch: Import, *, goes: Goes | None = None) -> Import:
    """A verdict for each row, kept with it. Decisions taken before stand as long as the verdict does."""
    _check_open(batch)
    reader = Reader(batch.fields)
    people: list[PersonRow] = []
    keys: dict[int, int] = {}
    for row in ImportRow.objects.filter(batch=batch).order_by("number").iterator(chunk_size=1000):
        keys[row.number] = row.pk
        if person := _person(reader, row):
            people.append(person)
    plan = Plan(Places(batch.unit), people)
    counts: Counter[str] = Counter()
    some: list[Sequence[Any]] = []
    ImportRow.objects.filter(batch=batch).exclude(verdict="").update(verdict="")
    for done, finding in enumerate(plan.findings(), start=1):
        counts[str(finding.verdict)] += 1
        some.append((*_values(finding), keys[finding.row.number]))
        if len(some) == CHUNK:
            bulk.update_import_rows(_COLUMNS, some)
            some = []
            if goes and not goes(done, len(people)):
                return batch
    bulk.update_import_rows(_COLUMNS, some)
    missing = plan.missing()
    batch.counts = {**counts, "missing": len(missing)}
    batch.missing = missing[:MOST_MISSING_KEPT]
    batch.planned_at = now()
    batch.save(update_fields=["counts", "missing", "planned_at"])
    return batch


_COLUMNS: Final = ("name", "verdict", "message", "member_id", "seen_version", "candidates")


def _values(finding: Finding) -> tuple[Any, ...]:
    member = finding.member
    return (
        finding.row.name[:60],
        str(finding.verdict),
        finding.message[:300],
        member.id if member else None,
        member.version if member else None,
        list(finding.candidates),
    )


@transaction.atomic
def decide(batch: Import, row: ImportRow, *, decision: str) -> ImportRow:
    """What somebody says about an unclear row: it is this member (his code), somebody new, or left alone."""
    _check_open(batch)
    if row.verdict != Verdict.UNCLEAR or decision not in (NEW, LEAVE, "", *row.candidates):
        raise ImportIsOver
    row.decision = decision
    row.save(update_fields=["decision"])
    return row


@transaction.atomic
def type_number(batch: Import, row: ImportRow, *, id_number: str) -> ImportRow:
    """The ID number as on paper, for one that lost digits: the row is judged anew. Raises `Wrong`."""
    _check_open(batch)
    number = id_number_in(id_number)
    if not number:
        raise Wrong(_("请把身份证号填完整"))
    bulk.update_import_rows(("typed",), [(number, row.pk)])
    row.refresh_from_db()
    finding = judge_again(batch, [row])[0]
    bulk.update_import_rows(_COLUMNS, [(*_values(finding), row.pk)])
    row.refresh_from_db()
    _count_again(batch)
    return row


def judge_again(batch: Import, rows: Sequence[ImportRow], places: Places | None = None) -> list[Finding]:
    """As the rows stand, with what was typed in; beside the roster as it is now."""
    places = places or Places(batch.unit)
    reader = Reader(batch.fields)
    people = [person for row in rows if (person := _person(reader, row))]
    return [
        judge(found, into=places.into) if isinstance(found, Asked) else judge_wrong(*found)
        for found in Lookup(places).asked(people)
    ]


def judge_wrong(asked: Asked, wrong: Wrong) -> Finding:
    return Finding(asked.row, wrong.verdict, wrong.message)


def will_write(batch: Import) -> int:
    """How many rows carrying it out would bring onto the roster."""
    rows = batch.rows.filter(done_at=None)
    return (
        rows.filter(verdict__in=(Verdict.NEW, Verdict.CHANGED)).count()
        + rows.filter(verdict=Verdict.UNCLEAR).exclude(decision__in=("", LEAVE)).count()
    )


def carry_out(batch: Import, *, by: Any, goes: Goes | None = None) -> Import:
    """Write what is sure and what was decided, in chunks. Begun again, it goes on where it stopped."""
    if batch.done_at or batch.undone_at or not batch.planned_at:
        raise ImportIsOver
    begin(batch, by=by)
    places = Places(batch.unit)
    open_rows = batch.rows.filter(done_at=None)
    sure = open_rows.filter(verdict__in=(Verdict.NEW, Verdict.CHANGED))
    decided = open_rows.filter(verdict=Verdict.UNCLEAR).exclude(decision__in=("", LEAVE))
    total, last = will_write(batch) + batch.rows.filter(done_at__isnull=False).count(), 0
    while some := list((sure | decided).filter(number__gt=last).order_by("number")[:CHUNK]):
        if goes and not goes(batch.rows.filter(done_at__isnull=False).count(), total):
            return batch
        last = some[-1].number
        _carry_out_some(batch, some, places)
    if goes:
        goes(total, total)
    counts = Counter(batch.rows.exclude(verdict="").values_list("verdict", flat=True))
    finish(batch, {verdict: counts[verdict] for verdict in Verdict}, missing=batch.missing, by=by)
    ImportRow.objects.filter(batch=batch, verdict=Verdict.SAME).update(cells=b"")
    return batch


def _carry_out_some(batch: Import, rows: Sequence[ImportRow], places: Places) -> None:
    reader, lookup = Reader(batch.fields), Lookup(places)
    people = {row.number: person for row in rows if (person := _person(reader, row))}
    asked: dict[int, Asked] = {}
    for found in lookup.asked(list(people.values())):
        one = found if isinstance(found, Asked) else found[0]
        asked[one.row.number] = one
    known = lookup.by_keys(
        {row.member_id for row in rows if row.member_id},
        {row.decision for row in rows if row.verdict == Verdict.UNCLEAR},
    )
    findings = [
        finding for row in rows if (finding := _finding_for(row, asked.get(row.number), known, places))
    ]
    units = Unit.objects.in_bulk({one.place.id for one in findings if one.place} | {batch.unit_id})
    with transaction.atomic():
        carry_out_chunk(batch, [one for one in findings if one.verdict != Verdict.SAME], units=units)
        untouched = [one.row.number for one in findings if one.verdict == Verdict.SAME]
        batch.rows.filter(number__in=untouched).update(verdict=Verdict.SAME, message=_("和名册一样"))


def _finding_for(
    row: ImportRow, asked: Asked | None, known: dict[str | int, Any], places: Places
) -> Finding | None:
    """As it was looked at and decided; nothing is found out anew behind somebody's back."""
    if asked is None:
        return None
    asked.row.wrong = ()
    if row.verdict == Verdict.NEW or row.decision == NEW:
        return Finding(
            asked.row, Verdict.NEW, row.message, place=asked.place or places.into, labels=asked.labels
        )
    member = known.get(row.decision) if row.verdict == Verdict.UNCLEAR else known.get(row.member_id or 0)
    if member is None:
        return None
    if row.verdict == Verdict.CHANGED and member.version != row.seen_version:
        finding = met(asked, member)
        finding.member = replace(member, version=row.seen_version or 0)
        finding.verdict = Verdict.CHANGED
        return finding
    return met(asked, member, is_decided=row.verdict == Verdict.UNCLEAR)


@transaction.atomic
def throw_away(batch: Import, *, by: Any) -> None:
    """It was only looked at: nothing of it is kept. Raises `ImportIsOver` once it has begun."""
    _check_open(batch)
    audit.write("roster.import_thrown_away", actor=by, subject=batch.unit, details={"import": batch.pk})
    batch.delete()


def forget_old_imports() -> None:
    """What nobody carried out; and what rows said, once they can no longer be taken back."""
    Import.objects.filter(begun_at=None, made_at__lt=now() - KEPT_UNUSED).delete()
    ImportRow.objects.filter(batch__begun_at__lt=now() - KEPT).delete()


def missing_members(batch: Import) -> list[Member]:
    found = Member.objects.defer("phone", "id_number").select_related("unit").in_bulk(batch.missing)
    return [found[key] for key in batch.missing if key in found]


def rows_to_mend(batch: Import) -> Iterable[tuple[ImportRow, list[Cell]]]:
    """Bad rows, and unclear ones nobody decided: with their cells, to be given back as a sheet."""
    rows = batch.rows.filter(verdict__in=(Verdict.BAD, Verdict.UNCLEAR), done_at=None).order_by("number")
    for row in rows.iterator(chunk_size=500):
        yield row, cells_of(row)


def note_taken_away(batch: Import, *, by: Any, rows: int) -> None:
    audit.write(
        "roster.import_rows_downloaded",
        actor=by,
        subject=batch.unit,
        details={"import": batch.pk, "rows": rows},
    )


def cells_of(row: ImportRow) -> list[Cell]:
    said = json.loads(row.cells.reveal() or "[]")
    return [date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell for cell in said]


def person_of(batch: Import, row: ImportRow) -> PersonRow | None:
    return _person(Reader(batch.fields), row)


def _person(reader: Reader, row: ImportRow) -> PersonRow | None:
    person = reader.person_in((row.number, cells_of(row)))
    if person and (typed := row.typed.reveal()):
        person.id_number = typed
        person.wrong = tuple(wrong for wrong in person.wrong if wrong.verdict == Verdict.BAD)
    return person


def _plain(cell: Cell) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _remembered(batch: Import) -> list[str] | None:
    found = RememberedColumns.objects.filter(unit=batch.unit, headings_digest=_headings_digest(batch)).first()
    return list(found.fields) if found and len(found.fields) == len(batch.headings) else None


def _headings_digest(batch: Import) -> str:
    return hashlib.sha256(json.dumps(batch.headings, ensure_ascii=False).encode()).hexdigest()


def _count_again(batch: Import) -> None:
    counts = Counter(batch.rows.exclude(verdict="").values_list("verdict", flat=True))
    batch.counts = {**{str(one): 0 for one in Verdict}, **counts, "missing": batch.counts.get("missing", 0)}
    batch.save(update_fields=["counts"])


def _check_open(batch: Import) -> None:
    if batch.begun_at:
        raise ImportIsOver
