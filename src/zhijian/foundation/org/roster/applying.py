"""Writing down what a plan says: in chunks, each whole; a chunk that is done is never done twice."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from zhijian.foundation.org.models import Import, ImportRow, Member, Membership, Office, Stay, Unit
from zhijian.foundation.org.roster import bulk
from zhijian.foundation.org.roster.matching import Finding
from zhijian.foundation.org.services.members import Particulars, write_particulars
from zhijian.foundation.org.states import Verdict

CHUNK: Final = 500


@dataclass(slots=True)
class Done:
    """A row that was written: what stood there before, and how it was left."""

    finding: Finding
    member: Member | None = None
    before: Mapping[str, Any] | None = None
    refused: str = ""


@transaction.atomic
def carry_out_chunk(batch: Import, findings: Sequence[Finding], *, units: Mapping[int, Unit]) -> list[Done]:
    """All of these rows or none. Whoever changed since he was looked at stays as he is, and is said to."""
    done: list[Done] = []
    done += _enrol([one for one in findings if one.verdict == Verdict.NEW], units)
    done += _correct([one for one in findings if one.verdict == Verdict.CHANGED], units)
    _remember(batch, done)
    return done


def _enrol(findings: Sequence[Finding], units: Mapping[int, Unit]) -> list[Done]:
    """As `enrol_member` does, a chunk at a time."""
    if not findings:
        return []
    day = localdate()
    done = [Done(finding, _new_member(finding, units)) for finding in findings]
    try:
        with transaction.atomic():
            _insert([one.member for one in done if one.member], day)
    except IntegrityError:
        for one in done:  # one of them was taken on by somebody else meanwhile: find out which
            _enrol_one(one, day)
    bulk.insert_changes((one.member.pk, one.member.unit_id) for one in done if one.member)
    return done


def _new_member(finding: Finding, units: Mapping[int, Unit]) -> Member:
    assert finding.place is not None  # noqa: S101 -- a new one has a place (matching)
    member = Member(unit=units[finding.place.id], labels=finding.labels)
    write_particulars(member, _particulars(finding))
    return member


def _particulars(finding: Finding) -> Particulars:
    row = finding.row
    return Particulars(
        name=row.name,
        birth_year=row.birth_year,
        joined=row.joined,
        phone=row.phone,
        id_number=row.id_number,
    )


def _insert(members: Sequence[Member], day: date) -> None:
    bulk.insert_members(members)
    bulk.insert_memberships((member.pk, member.unit_id, day) for member in members)


def _enrol_one(one: Done, day: date) -> None:
    assert one.member is not None  # noqa: S101 -- it was made a moment ago
    one.member.pk = None
    try:
        with transaction.atomic():
            _insert([one.member], day)
    except IntegrityError:
        one.member, one.refused = None, _("刚刚有人登记了这个身份证号")


def _correct(findings: Sequence[Finding], units: Mapping[int, Unit]) -> list[Done]:
    """As `correct_member` and `move_member` do; blank cells replace nothing."""
    numbers = [one.member.id for one in findings if one.member]
    locked = Member.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=numbers)
    members = {member.pk: member for member in locked}
    done: list[Done] = []
    for finding in findings:
        assert finding.member is not None  # noqa: S101 -- a change is somebody's (matching)
        member = members.get(finding.member.id)
        if member is None or member.version != finding.member.version:
            done.append(Done(finding, refused=_("导入前刚刚有人改过这个人，没有再动")))
            continue
        done.append(Done(finding, member, _before(member, finding)))
    written = [one for one in done if one.member]
    left: list[Unit] = []
    for one in written:
        _write_down(one, units, left)
    try:
        with transaction.atomic():
            bulk.update_members(one.member for one in written if one.member)
    except IntegrityError:
        for one in written:  # a number among them was taken meanwhile: find out which
            _update_one(one)
    still = [one.member for one in written if one.member]
    bulk.insert_changes(
        [*((member.pk, member.unit_id) for member in still), *((None, unit.pk) for unit in left)]
    )
    return done


def _write_down(one: Done, units: Mapping[int, Unit], left: list[Unit]) -> None:
    member, finding = one.member, one.finding
    assert member is not None  # noqa: S101 -- only those that are written come here
    _write(member, finding)
    if "unit" in finding.changes and finding.place:
        left.append(member.unit)
        one.before = {**(one.before or {}), **_move(member, units[finding.place.id])}
    member.version += 1


def _update_one(one: Done) -> None:
    assert one.member is not None  # noqa: S101 -- as above
    try:
        with transaction.atomic():
            bulk.update_members([one.member])
    except IntegrityError:
        one.member, one.refused = None, _("刚刚有人登记了这个身份证号")


def _before(member: Member, finding: Finding) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name in finding.changes:
        if name in ("phone", "id_number"):
            kept[name] = getattr(member, name).reveal()
        elif name == "unit":
            kept["unit"] = member.unit_id
        else:
            kept[name] = getattr(member, name)
    if "id_number" in finding.changes:
        kept["birth_year"] = member.birth_year  # the number may bring it along
    return kept


def _write(member: Member, finding: Finding) -> None:
    row, changes = finding.row, finding.changes
    phone, id_number = member.phone.reveal(), member.id_number.reveal()
    write_particulars(
        member,
        Particulars(
            name=row.name if "name" in changes else member.name,
            birth_year=row.birth_year or member.birth_year,
            joined=row.joined if "joined" in changes else member.joined,
            phone=row.phone if "phone" in changes else phone,
            id_number=row.id_number if "id_number" in changes else id_number,
        ),
    )
    member.labels |= finding.labels


def _move(member: Member, to: Unit) -> dict[str, Any]:
    """As `move_member`; what ends with it is noted, to be taken up again if all is taken back."""
    day = localdate()
    before, ended = member.unit, []
    for office in Office.objects.filter(member=member, unit=before).exclude(until_day__lte=day):
        ended.append([office.pk, office.until_day.isoformat() if office.until_day else None])
        office.until_day = max(day, office.from_day)
        office.save(update_fields=["until_day"])
    Stay.objects.filter(member=member, unit=to, until_day__gt=day, from_day__lte=day).update(until_day=day)
    lived = Membership.objects.filter(member=member, until_day=None)
    from_day = lived.values_list("from_day", flat=True).first()
    lived.filter(from_day__gte=day).delete()
    lived.update(until_day=day)
    Membership.objects.create(member=member, unit=to, from_day=day)
    member.unit = to
    return {
        "offices": ended,
        "since": from_day.isoformat() if from_day else None,
        "moved_on": day.isoformat(),
    }


def _remember(batch: Import, done: Sequence[Done]) -> None:
    """Beside each row how it was, sealed, in the same transaction."""
    moment = now()
    numbers = [one.finding.row.number for one in done]
    kept = dict(ImportRow.objects.filter(batch=batch, number__in=numbers).values_list("number", "pk"))
    made: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for one in done:
        number, name = one.finding.row.number, one.finding.row.name
        verdict = str(Verdict.UNCLEAR if one.refused else one.finding.verdict)
        message = (one.refused or one.finding.message)[:300]
        member, version, at = (
            (one.member.pk, one.member.version, moment) if one.member else (None, None, None)
        )
        before = json.dumps(one.before, ensure_ascii=False) if one.before else ""
        if number in kept:
            changed.append((verdict, message, member, version, at, before, kept[number]))
        else:
            row: tuple[Any, ...] = (
                batch.pk,
                number,
                name,
                verdict,
                message,
                member,
                None,
                version,
                at,
                before,
                "",
                [],
                "",
            )
            made.append(row)
    bulk.insert_import_rows(made)
    columns = ("verdict", "message", "member_id", "left_version", "done_at", "before")
    bulk.update_import_rows(columns, changed)
