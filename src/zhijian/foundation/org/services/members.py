"""People on the roster: coming, being corrected, moving, going."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from zhijian.foundation import audit
from zhijian.foundation.org import numbers
from zhijian.foundation.org.errors import (
    ChangedMeanwhile,
    DayOutOfOrder,
    NameMissing,
    NumberTaken,
    NumberUnusable,
    PhoneUnusable,
    UnitClosed,
)
from zhijian.foundation.org.models import Member, Membership, Office, Stay, Unit
from zhijian.foundation.org.services.changes import note_members
from zhijian.foundation.org.services.terms import end_terms
from zhijian.foundation.org.sounds import sound_of_person
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.vault.digests import digest
from zhijian.wechat.credentials import Hidden

PHONE, ID_NUMBER = "org.member.phone", "org.member.id_number"  # places of the digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What may be known of a person. Empty means: not known."""

    name: str
    birth_year: int | None = None
    joined: str = ""
    phone: str = ""
    id_number: str = ""


@transaction.atomic
def enrol_member(
    *, unit: Unit, particulars: Particulars, by: Any, on: date | None = None, labels: int = 0
) -> Member:
    """Somebody new on the roster. Raises `UnitClosed`, `NameMissing`, `NumberTaken`, `NumberUnusable`, …"""
    day = on or localdate()
    if unit.closed_on:
        raise UnitClosed(unit.code)
    member = Member(unit=unit, labels=labels)
    write_particulars(member, particulars)
    _save(member)
    Membership.objects.create(member=member, unit=unit, from_day=day)
    note_members([member])
    audit.write("member.enrolled", actor=by, subject=member, details={"unit": unit.code})
    return member


@transaction.atomic
def see_phone(member: Member, *, by: Any) -> str:
    """The number, for one look: who looked is written down, what he saw is not."""
    audit.write("member.phone_seen", actor=by, subject=member)
    return _as_text(member.phone)


@transaction.atomic
def see_id_number(member: Member, *, by: Any) -> str:
    """The number, for one look: who looked is written down, what he saw is not."""
    audit.write("member.id_number_seen", actor=by, subject=member)
    return _as_text(member.id_number)


@transaction.atomic
def correct_member(
    member: Member, *, particulars: Particulars, by: Any, seen_version: int | None = None
) -> Member:
    """What is given replaces what was known; the audit names the fields, never their old contents."""
    member = _locked(member, seen_version=seen_version)
    changed = write_particulars(member, particulars)
    if changed:
        member.version += 1
        _save(member)
        note_members([member])
        audit.write("member.corrected", actor=by, subject=member, details={"fields": changed})
    return member


@transaction.atomic
def move_member(member: Member, *, to: Unit, by: Any, on: date | None = None) -> Member:
    """From `on` he belongs to another unit. His offices in the old one end that day."""
    day = _day(on)
    if to.closed_on:
        raise UnitClosed(to.code)
    member = _locked(member)
    before = member.unit
    if before == to:
        return member
    _end_membership(member, day)
    end_terms(Office.objects.filter(member=member, unit=before), day)
    Stay.objects.filter(member=member, unit=to, until_day__gt=day).update(until_day=day)
    Membership.objects.create(member=member, unit=to, from_day=day)
    member.unit = to
    member.version += 1
    member.save(update_fields=["unit", "version"])
    note_members([member], before)
    details = {"from": before.code, "to": to.code, "on": str(day)}
    audit.write("member.moved", actor=by, subject=member, details=details)
    return member


@transaction.atomic
def note_departure(member: Member, *, state: MemberState, by: Any, on: date | None = None) -> Member:
    """He moved away, left or died: no longer counted or written to from `on`; his row and past stay."""
    day = _day(on)
    member = _locked(member)
    _end_membership(member, day)
    end_terms(Office.objects.filter(member=member), day)
    Stay.objects.filter(member=member, until_day__gt=day).update(until_day=day)
    member.state, member.state_since = state, day
    member.version += 1
    member.save(update_fields=["state", "state_since", "version"])
    note_members([member])
    audit.write("member.departed", actor=by, subject=member, details={"state": str(state), "on": str(day)})
    return member


@transaction.atomic
def take_back_departure(member: Member, *, by: Any, on: date | None = None) -> Member:
    """It was a mistake, or he came back: on the roster of the unit he was last in. Raises `UnitClosed`."""
    day = _day(on)
    member = _locked(member)
    if member.state == MemberState.ACTIVE:
        return member
    if member.unit.closed_on:
        raise UnitClosed(member.unit.code)
    last = Membership.objects.filter(member=member).order_by("-from_day", "-pk").first()
    if last and last.unit_id == member.unit_id and last.until_day == day:
        Membership.objects.filter(pk=last.pk).update(until_day=None)
    else:
        Membership.objects.create(member=member, unit=member.unit, from_day=day)
    member.state, member.state_since = MemberState.ACTIVE, day
    member.version += 1
    member.save(update_fields=["state", "state_since", "version"])
    note_members([member])
    audit.write("member.returned", actor=by, subject=member)
    return member


def write_particulars(member: Member, given: Particulars) -> list[str]:
    """Put them on the row, not yet saved; the names of the fields that changed. Raises what does not fit."""
    phone, id_number = numbers.tidy_phone(given.phone), numbers.tidy_id_number(given.id_number)
    if not given.name.strip():
        raise NameMissing
    if phone and not numbers.is_phone(phone):
        raise PhoneUnusable
    if id_number and not numbers.is_id_number(id_number):
        raise NumberUnusable
    year = given.birth_year or (numbers.birth_year_in(id_number) if id_number else None)
    new: Mapping[str, Any] = {"name": given.name.strip(), "birth_year": year, "joined": given.joined}
    changed = [field for field, value in new.items() if getattr(member, field) != value]
    for field in changed:
        setattr(member, field, new[field])
    member.sound = sound_of_person(member.name)
    if _as_text(member.phone) != phone:
        member.phone_digest = digest(phone, place=PHONE) if phone else None
        changed.append("phone")
    if _as_text(member.id_number) != id_number:
        member.id_digest = digest(id_number, place=ID_NUMBER) if id_number else None
        changed.append("id_number")
    member.phone, member.id_number = Hidden(phone), Hidden(id_number)
    return changed


def _as_text(sealed: Any) -> str:
    return sealed.reveal() if isinstance(sealed, Hidden) else ""  # a row not saved yet holds no Hidden


def _save(member: Member) -> None:
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise NumberTaken from error


def _locked(member: Member, *, seen_version: int | None = None) -> Member:
    found = Member.objects.select_for_update(of=("self",)).select_related("unit").get(pk=member.pk)
    if seen_version is not None and found.version != seen_version:
        raise ChangedMeanwhile
    return found


def _end_membership(member: Member, day: date) -> None:
    """A membership that began on the very day was never lived: it goes without a trace."""
    open_now = Membership.objects.filter(member=member, until_day=None)
    if open_now.filter(from_day__gt=day).exists():
        raise DayOutOfOrder(str(day))
    open_now.filter(from_day=day).delete()
    open_now.update(until_day=day)


def _day(on: date | None) -> date:
    if on and on > localdate():
        raise DayOutOfOrder(str(on))
    return on or localdate()
