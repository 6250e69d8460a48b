"""Guests: members who take part in another unit for a while."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from zhijian.foundation import audit
from zhijian.foundation.org.errors import DayOutOfOrder, UnitClosed
from zhijian.foundation.org.models import Member, Stay, Unit
from zhijian.foundation.org.services.changes import note_members


@transaction.atomic
def receive_guest(
    member: Member, *, unit: Unit, until_day: date, by: Any, from_day: date | None = None, why: str = ""
) -> Stay:
    """Until `until_day`, the last day, he belongs here too; at home nothing changes."""
    start = from_day or localdate()
    if unit.closed_on:
        raise UnitClosed(unit.code)
    if until_day < start:
        raise DayOutOfOrder(str(until_day))
    stay = Stay.objects.create(member=member, unit=unit, from_day=start, until_day=until_day, why=why)
    note_members([member], unit)
    audit.write("stay.began", actor=by, subject=member, details={"unit": unit.code, "until": str(until_day)})
    return stay


@transaction.atomic
def end_stay(stay: Stay, *, by: Any, on: date | None = None) -> None:
    stay.until_day = max(on or localdate(), stay.from_day)
    stay.save(update_fields=["until_day"])
    note_members([stay.member], stay.unit)
    audit.write("stay.ended", actor=by, subject=stay.member, details={"unit": stay.unit.code})
