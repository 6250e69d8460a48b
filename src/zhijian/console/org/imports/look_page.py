"""What the page before an import shows: the sums, what somebody has to decide, and each difference."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from zhijian.console.org.imports.words import FIELDS
from zhijian.foundation.org import numbers
from zhijian.foundation.org.models import Import, ImportRow, Label, Member
from zhijian.foundation.org.queries import paths_of_units
from zhijian.foundation.org.roster import imports
from zhijian.foundation.org.roster.matching import Finding
from zhijian.foundation.org.roster.people import PersonRow
from zhijian.foundation.org.states import Verdict

MOST_SHOWN = 50
MOST_ASKED = 20  # unclear rows on the page at a time; deciding one brings the next
MOST_NAMES = 300


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was wrong with what somebody typed for a row; it is kept for him."""

    number: int
    says: str
    typed: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    code: str
    title: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Question:
    """An unclear row. `decided` says what somebody chose, until he chooses otherwise."""

    row: ImportRow
    says: Sequence[Fact]
    candidates: Sequence[Candidate]
    decided: str = ""
    wrong: str = ""
    typed: str = ""
    asks_for_number: bool = False

    @property
    def chosen(self) -> str:
        return self.candidates[0].code if len(self.candidates) == 1 else ""


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    row: ImportRow
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class LookPage:
    batch: Import
    counts: dict[str, int]
    questions: Sequence[Question]
    open_questions: int
    changed: Sequence[ChangedRow]
    new: Sequence[tuple[ImportRow, str]]
    bad: Sequence[ImportRow]
    same: Sequence[str]
    missing: Sequence[Member]
    will_write: int
    people: int
    ignored: Sequence[str] = field(default_factory=tuple)

    @property
    def does_something(self) -> bool:
        return self.will_write > 0


def look_page(batch: Import, *, wrong: Mistake | None = None) -> LookPage:
    counts = {str(verdict): int(batch.counts.get(str(verdict), 0)) for verdict in Verdict}
    unclear = batch.rows.filter(verdict=Verdict.UNCLEAR).order_by("number")
    changed = list(batch.rows.filter(verdict=Verdict.CHANGED).order_by("number")[:MOST_SHOWN])
    new = list(batch.rows.filter(verdict=Verdict.NEW).order_by("number")[:MOST_SHOWN])
    return LookPage(
        batch=batch,
        counts=counts,
        questions=_questions(batch, list(unclear[: MOST_ASKED * 3]), wrong),
        open_questions=unclear.filter(decision="").count(),
        changed=_changed_rows(batch, changed),
        new=[(row, _in_short(person)) for row in new if (person := imports.person_of(batch, row))],
        bad=list(batch.rows.filter(verdict=Verdict.BAD).order_by("number")[:MOST_SHOWN]),
        same=list(
            batch.rows.filter(verdict=Verdict.SAME)
            .order_by("number")
            .values_list("name", flat=True)[:MOST_NAMES]
        ),
        missing=imports.missing_members(batch)[:MOST_NAMES],
        will_write=imports.will_write(batch),
        people=sum(counts.values()),
        ignored=[
            label.rpartition("/")[2]
            for label, taken in zip(batch.headings, batch.fields, strict=False)
            if label and not taken
        ],
    )


def _questions(batch: Import, rows: Sequence[ImportRow], wrong: Mistake | None) -> list[Question]:
    shown = [row for row in rows if not row.decision][:MOST_ASKED] + [row for row in rows if row.decision]
    shown.sort(key=lambda row: row.number)
    codes = {code for row in shown for code in row.candidates}
    members = {one.code: one for one in Member.objects.select_related("unit").filter(code__in=codes)}
    paths = paths_of_units([one.unit for one in members.values()])
    units = {pk: " › ".join(step.called for step in steps[-2:]) for pk, steps in paths.items()}
    return [_question(batch, row, members, units, wrong) for row in shown]


def _question(
    batch: Import,
    row: ImportRow,
    members: dict[str, Member],
    units: dict[int, str],
    wrong: Mistake | None,
) -> Question:
    person = imports.person_of(batch, row) or PersonRow(row.number, name=row.name)
    candidates = [_candidate(members[code], person, units) for code in row.candidates if code in members]
    decided = ""
    if row.decision == imports.NEW:
        decided = _("按新来的人导入")
    elif row.decision == imports.LEAVE:
        decided = _("这一行先不管")
    elif row.decision:
        decided = _("就是%(who)s") % {
            "who": next((one.title for one in candidates if one.code == row.decision), row.name)
        }
    return Question(
        row,
        _said(person),
        candidates,
        decided,
        wrong.says if wrong and wrong.number == row.number else "",
        wrong.typed if wrong and wrong.number == row.number else "",
        asks_for_number=any(one.verdict == Verdict.UNCLEAR for one in person.wrong),
    )


def _candidate(member: Member, person: PersonRow, units: dict[int, str]) -> Candidate:
    phone, number = member.phone.reveal(), member.id_number.reveal()
    title = member.name
    if member.birth_year:
        title = _("%(name)s，%(year)d 年生") % {"name": member.name, "year": member.birth_year}
    nothing = _("没有登记")
    joined = bool(
        person.joined
        and member.joined
        and (member.joined.startswith(person.joined) or person.joined.startswith(member.joined))
    )
    tail = _("尾号 %(tail)s") % {"tail": numbers.last_four_of(phone)} if phone else nothing
    facts = [
        Fact(_("组织"), units.get(member.unit_id, "")),
        Fact(_("入党"), member.joined or nothing, joined),
        Fact(_("手机"), tail, bool(phone) and phone == person.phone),
        Fact(
            _("身份证"),
            numbers.masked_id_number(number) if number else nothing,
            bool(number) and number == person.id_number,
        ),
    ]
    return Candidate(member.code, title, facts)


def _said(person: PersonRow) -> list[Fact]:
    """What the row says, as far as it says something."""
    said = {
        _("组织"): person.unit or person.unit_code,
        _("党小组"): person.group,
        _("出生"): str(person.birth_year or ""),
        _("入党"): person.joined,
        _("手机"): numbers.masked_phone(person.phone) if person.phone else "",
        _("身份证"): numbers.masked_id_number(person.id_number) if person.id_number else "",
    }
    return [Fact(label, value) for label, value in said.items() if value]


def _in_short(person: PersonRow) -> str:
    said = _said(person)
    return _("，").join(f"{one.label} {one.value}" for one in said[:3])


def _changed_rows(batch: Import, rows: Sequence[ImportRow]) -> list[ChangedRow]:
    if not rows:
        return []
    findings = {one.row.number: one for one in imports.judge_again(batch, rows)}
    numbers_of = {one.member.id for one in findings.values() if one.member}
    members = Member.objects.select_related("unit").in_bulk(numbers_of)
    labels = list(Label.objects.order_by("name"))
    return [
        ChangedRow(
            row,
            _differences(finding, members[finding.member.id], labels)
            if (finding := findings.get(row.number)) and finding.member and finding.member.id in members
            else (),
        )
        for row in rows
    ]


def _differences(finding: Finding, member: Member, labels: Sequence[Label]) -> list[Difference]:
    row, nothing = finding.row, _("空")
    phone, number = member.phone.reveal(), member.id_number.reveal()
    old_new = {
        "name": (member.name, row.name),
        "unit": (member.unit.called, finding.place.name if finding.place else ""),
        "phone": (
            numbers.masked_phone(phone) if phone else "",
            numbers.masked_phone(row.phone),
        ),
        "id_number": (
            numbers.masked_id_number(number) if number else "",
            numbers.masked_id_number(row.id_number),
        ),
        "birth_year": (str(member.birth_year or ""), str(row.birth_year or "")),
        "joined": (member.joined, row.joined),
        "labels": (
            _("、").join(one.name for one in labels if member.labels & one.mask),
            _("、").join(one.name for one in labels if (member.labels | finding.labels) & one.mask),
        ),
    }
    return [
        Difference(str(FIELDS[name]), old_new[name][0] or nothing, old_new[name][1])
        for name in finding.changes
    ]
