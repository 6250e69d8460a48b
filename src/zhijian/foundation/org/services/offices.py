"""Appointing, and the end of a term."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from zhijian.foundation import audit
from zhijian.foundation.org.errors import DayOutOfOrder, NameMissing, UnitClosed
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.org.services.changes import note_members


@transaction.atomic
def appoint(
    member: Member,
    *,
    unit: Unit,
    title: str,
    by: Any,
    is_deputy: bool = False,
    from_day: date | None = None,
    until_day: date | None = None,
) -> Office:
    """He holds the office from `from_day` on; `until_day` is the last day of the term, if one is set."""
    start = from_day or localdate()
    if not title.strip():
        raise NameMissing
    if unit.closed_on:
        raise UnitClosed(unit.code)
    if until_day and until_day < start:
        raise DayOutOfOrder(str(until_day))
    office = Office.objects.create(
        member=member,
        unit=unit,
        title=title.strip(),
        is_deputy=is_deputy,
        from_day=start,
        until_day=until_day,
    )
    note_members([member])
    audit.write("office.given", actor=by, subject=office, details={"unit": unit.code, "from": str(start)})
    return office


@transaction.atomic
def end_office(office: Office, *, by: Any, on: date | None = None) -> Office:
    """`on` is his last day."""
    day = on or localdate()
    if day < office.from_day:
        raise DayOutOfOrder(str(day))
    office.until_day = day
    office.save(update_fields=["until_day"])
    note_members([office.member])
    audit.write("office.ended", actor=by, subject=office, details={"on": str(day)})
    return office
