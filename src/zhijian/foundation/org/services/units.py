"""The tree: opening, renaming, moving, closing; merging and splitting. Every act keeps what was before."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.timezone import localdate

from zhijian.foundation import audit
from zhijian.foundation.org import kinds, paths
from zhijian.foundation.org.errors import (
    ChangedMeanwhile,
    CodeTaken,
    DayOutOfOrder,
    NameMissing,
    StillInUse,
    TooDeep,
    UnderItself,
    UnitClosed,
)
from zhijian.foundation.org.models import Era, Member, Membership, Office, Stay, Succession, Unit, new_code
from zhijian.foundation.org.services.changes import note_members, note_subtree
from zhijian.foundation.org.services.terms import end_terms
from zhijian.foundation.org.sounds import sound_of_unit
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.states import Succession as HowItBecame


@transaction.atomic
def open_unit(
    *,
    name: str,
    superior: Unit | None,
    by: Any,
    kind: str | None = None,
    code: str = "",
    short_name: str = "",
    position: int = 0,
    on: date | None = None,
) -> Unit:
    """A new unit below `superior`, or a new top. Raises `CodeTaken`, `UnitClosed`, `TooDeep`."""
    day = _day(on)
    _check_name(name)
    if superior:
        superior = _locked(superior)
        _check_open(superior)
        _check_depth(superior.path)
    unit = Unit(
        code=code or new_code(),
        name=name,
        short_name=short_name,
        kind=kinds.kind_in(name) if kind is None else kind,
        superior=superior,
        path=f"new {uuid4().hex}",  # its place is made of its own key, which it does not have yet
        position=position,
        sound=sound_of_unit(name, short_name),
        opened_on=day,
    )
    _save_with_code(unit)
    unit.path = paths.path_of(unit.pk, below=superior.path if superior else "")
    unit.save(update_fields=["path"])
    _begin_era(unit, day)
    note_subtree(unit)
    audit.write(
        "unit.opened", actor=by, subject=unit, details={"superior": superior.code if superior else ""}
    )
    return unit


@transaction.atomic
def rename_unit(
    unit: Unit,
    *,
    name: str,
    by: Any,
    short_name: str = "",
    kind: str = "",
    position: int | None = None,
    on: date | None = None,
    seen_version: int | None = None,
) -> Unit:
    """Another name, short name or kind from `on`; what it was called until then is kept."""
    day = _day(on)
    _check_name(name)
    unit = _locked(unit, seen_version=seen_version)
    _check_open(unit)
    before = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind}
    unit.name, unit.short_name, unit.kind = name, short_name, kind
    unit.sound = _sound_through_time(unit)
    if position is not None:
        unit.position = position
    unit.version += 1
    unit.save()
    if before != {"name": name, "short_name": short_name, "kind": kind}:
        _begin_era(unit, day)
        note_subtree(unit)
    audit.write("unit.renamed", actor=by, subject=unit, details={"before": before, "on": str(day)})
    return unit


@transaction.atomic
def move_unit(
    unit: Unit, *, to: Unit | None, by: Any, on: date | None = None, seen_version: int | None = None
) -> Unit:
    """From `on` it and everything below it stand elsewhere. Raises `UnderItself`, `TooDeep`."""
    day = _day(on)
    unit = _locked(unit, seen_version=seen_version)
    to = _locked(to) if to else None
    _check_open(unit)
    if to:
        _check_open(to)
        if paths.is_within(to.path, unit.path):
            raise UnderItself(unit.code)
    before = unit.superior
    if before == to:
        return unit
    _move_subtree(unit, below=to.path if to else "")
    unit.superior = to
    unit.version += 1
    unit.save(update_fields=["superior", "path", "version"])
    _begin_era(unit, day)
    note_subtree(unit)
    details = {"from": before.code if before else "", "to": to.code if to else "", "on": str(day)}
    audit.write("unit.moved", actor=by, subject=unit, details=details)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, by: Any, on: date | None = None, seen_version: int | None = None) -> Unit:
    """It ends with the day before `on`. Raises `StillInUse` while somebody or something is in it."""
    unit = _locked(unit, seen_version=seen_version)
    _check_open(unit)
    _check_empty(unit)
    _close(unit, _day(on))
    audit.write("unit.closed", actor=by, subject=unit, details={"on": str(unit.closed_on)})
    return unit


@transaction.atomic
def arrange_units(units: Sequence[Unit], *, by: Any) -> None:
    """Neighbours in this order from now on; it is no part of their past. Those not named come after."""
    for position, unit in enumerate(units, start=1):
        Unit.objects.filter(pk=unit.pk).update(position=position)
    if units:
        above = units[0].superior
        note_subtree(above or units[0])
        audit.write("unit.arranged", actor=by, subject=above or units[0], details={"units": len(units)})


@transaction.atomic
def merge_units(units: Sequence[Unit], *, into: Unit, by: Any, on: date | None = None) -> Unit:
    """What is in `units` goes over to `into`, and they are closed. Their past stays theirs."""
    day = _day(on)
    into = _locked(into)
    _check_open(into)
    merged = [_locked(unit) for unit in units]
    for unit in merged:
        _check_open(unit)
        if paths.is_within(into.path, unit.path):
            raise UnderItself(unit.code)
    for unit in merged:
        unit.refresh_from_db()
        _hand_over_members(Member.objects.filter(unit=unit), to=into, day=day)
        for subordinate in unit.subordinates.filter(closed_on=None):
            move_unit(subordinate, to=into, by=by, on=day)
        # Split off and merged into its own part on one day: what it came to in the end is kept.
        Succession.objects.update_or_create(
            predecessor=unit, successor=into, on=day, defaults={"how": HowItBecame.MERGE}
        )
        _close(unit, day)
    note_subtree(into)
    details = {"merged": [unit.code for unit in merged], "on": str(day)}
    audit.write("unit.merged", actor=by, subject=into, details=details)
    return into


@transaction.atomic
def split_unit(
    unit: Unit,
    *,
    name: str,
    members: Sequence[Member],
    by: Any,
    kind: str | None = None,
    code: str = "",
    on: date | None = None,
) -> Unit:
    """A new unit beside `unit`, with these of its members. Whoever is not in `unit` stays where he is."""
    day = _day(on)
    unit = _locked(unit)
    _check_open(unit)
    part = open_unit(
        name=name,
        superior=unit.superior,
        by=by,
        kind=unit.kind if kind is None else kind,
        code=code,
        position=unit.position,
        on=day,
    )
    moving = Member.objects.filter(unit=unit, pk__in=[member.pk for member in members])
    end_terms(Office.objects.filter(unit=unit, member__in=[member.pk for member in moving]), day)
    _hand_over_members(moving, to=part, day=day)
    Succession.objects.create(predecessor=unit, successor=part, how=HowItBecame.SPLIT, on=day)
    note_subtree(unit)
    audit.write("unit.split", actor=by, subject=unit, details={"part": part.code, "on": str(day)})
    return part


# --- What several of them need -----------------------------------------------------------------


def _day(on: date | None) -> date:
    today = localdate()
    if on and on > today:
        raise DayOutOfOrder(str(on))
    return on or today


def _check_name(name: str) -> None:
    if not name.strip():
        raise NameMissing


def _check_open(unit: Unit) -> None:
    if unit.closed_on:
        raise UnitClosed(unit.code)


def _sound_through_time(unit: Unit) -> str:
    """Of its names and those it had: who only remembers the old one finds it by letters too."""
    former = Era.objects.filter(unit=unit).order_by("-from_day").values_list("name", flat=True)
    return sound_of_unit(unit.name, unit.short_name, *former)[:600]


def _check_depth(above: str, *, steps: int = 1) -> None:
    if len(above) + steps * paths.STEP > paths.LONGEST:
        raise TooDeep(above)


def _check_empty(unit: Unit) -> None:
    units = unit.subordinates.filter(closed_on=None).count()
    members = Member.objects.filter(unit=unit, state=MemberState.ACTIVE).count()
    if units or members:
        raise StillInUse(units=units, members=members)


def _locked(unit: Unit, *, seen_version: int | None = None) -> Unit:
    """The row as it is now, held until the end: two moves at once could make a circle."""
    found = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if seen_version is not None and found.version != seen_version:
        raise ChangedMeanwhile(found.code)
    return found


def _save_with_code(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise CodeTaken(unit.code) from error


def _move_subtree(unit: Unit, *, below: str) -> None:
    old, new = unit.path, paths.path_of(unit.pk, below=below)
    longest = max(len(path) for path in _paths_within(old))
    _check_depth(new, steps=(longest - len(old)) // paths.STEP)
    rest = Substr("path", len(old) + 1)
    Unit.objects.filter(path__gte=old, path__lt=paths.end_of(old)).update(path=Concat(Value(new), rest))
    unit.path = new


def _paths_within(path: str) -> list[str]:
    return list(
        Unit.objects.filter(path__gte=path, path__lt=paths.end_of(path)).values_list("path", flat=True)
    )


def _begin_era(unit: Unit, day: date) -> None:
    """From `day` it is as its row says. A second change on one day belongs to the same era."""
    last = Era.objects.filter(unit=unit, until_day=None).first()
    if last and last.from_day > day:
        raise DayOutOfOrder(str(day))
    facts = {
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.kind,
        "superior_id": unit.superior_id,
    }
    if last and last.from_day == day:
        Era.objects.filter(pk=last.pk).update(**facts)
        return
    Era.objects.filter(unit=unit, until_day=None).update(until_day=day)
    Era.objects.create(unit=unit, from_day=day, **facts)


def _close(unit: Unit, day: date) -> None:
    last = Era.objects.filter(unit=unit, until_day=None).first()
    if last and last.from_day > day:
        raise DayOutOfOrder(str(day))
    if last and last.from_day == day:
        last.delete()  # opened and closed on one day: it was never seen in the tree
    else:
        Era.objects.filter(unit=unit, until_day=None).update(until_day=day)
    end_terms(Office.objects.filter(unit=unit), day)
    Stay.objects.filter(unit=unit, until_day__gt=day).update(until_day=day)
    unit.closed_on = day
    unit.version += 1
    unit.save(update_fields=["closed_on", "version"])
    note_subtree(unit)


def _hand_over_members(members: Any, *, to: Unit, day: date) -> None:
    """All at once: a merger of townships moves thousands."""
    moving = list(members.only("pk", "unit_id", "state"))
    numbers = [member.pk for member in moving]
    active = [member.pk for member in moving if member.state == MemberState.ACTIVE]
    for start in range(0, len(numbers), 5000):
        some = numbers[start : start + 5000]
        Member.objects.filter(pk__in=some).update(unit=to, version=F("version") + 1)
        Membership.objects.filter(member__in=some, until_day=None, from_day__gte=day).delete()
        Membership.objects.filter(member__in=some, until_day=None).update(until_day=day)
    Membership.objects.bulk_create(
        [Membership(member_id=pk, unit=to, from_day=day) for pk in active], batch_size=2000
    )
    for member in moving:
        member.unit_id = to.pk
    note_members(moving)
