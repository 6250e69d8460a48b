"""Transfers: asked for by one side, agreed to by both, done at the second yes."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.org.errors import AlreadyThere, NotOnRoster, TransferOpen, TransferOver, UnitClosed
from zhijian.foundation.org.models import Member, Transfer, Unit
from zhijian.foundation.org.services.members import move_member
from zhijian.foundation.org.states import MemberState


@transaction.atomic
def ask_for_transfer(member: Member, *, to: Unit, by: Any, why: str = "") -> Transfer:
    """Nothing moves yet: the unit he leaves and the unit he joins each say yes first."""
    if to.closed_on:
        raise UnitClosed(to.code)
    if member.state != MemberState.ACTIVE:
        raise NotOnRoster
    if member.unit_id == to.pk:
        raise AlreadyThere
    try:
        with transaction.atomic():
            transfer = Transfer.objects.create(
                member=member, from_unit=member.unit, to_unit=to, why=why, asked_by_name=str(by)[:150]
            )
    except IntegrityError as error:
        raise TransferOpen(member.code) from error
    details = {"from": member.unit.code, "to": to.code}
    audit.write("transfer.asked", actor=by, subject=member, details=details)
    return transfer


@transaction.atomic
def release(transfer: Transfer, *, by: Any) -> Transfer:
    """The unit he leaves agrees."""
    return _agree(transfer, side="released", by=by)


@transaction.atomic
def accept(transfer: Transfer, *, by: Any) -> Transfer:
    """The unit he joins agrees."""
    return _agree(transfer, side="accepted", by=by)


@transaction.atomic
def refuse(transfer: Transfer, *, why: str, by: Any) -> Transfer:
    """Either side says no, and why; the member stays where he is, and may be asked for again."""
    transfer = _locked(transfer)
    transfer.refused_at, transfer.refused_by_name, transfer.refused_why = now(), str(by)[:150], why
    transfer.save()
    audit.write("transfer.refused", actor=by, subject=transfer.member, details={"to": transfer.to_unit.code})
    return transfer


def _agree(transfer: Transfer, *, side: str, by: Any) -> Transfer:
    transfer = _locked(transfer)
    _check_still_meant(transfer)
    if getattr(transfer, f"{side}_at") is None:
        setattr(transfer, f"{side}_at", now())
        setattr(transfer, f"{side}_by_name", str(by)[:150])
        audit.write(f"transfer.{side}", actor=by, subject=transfer.member)
    if transfer.released_at and transfer.accepted_at:
        move_member(transfer.member, to=transfer.to_unit, by=by)
        transfer.done_at = now()
    transfer.save()
    return transfer


def _locked(transfer: Transfer) -> Transfer:
    found = (
        Transfer.objects.select_for_update(of=("self",))
        .select_related("member__unit", "from_unit", "to_unit")
        .get(pk=transfer.pk)
    )
    if not found.is_open:
        raise TransferOver
    return found


def _check_still_meant(transfer: Transfer) -> None:
    """What was agreed to was this member leaving this unit: since then he may have gone another way."""
    member = transfer.member
    if member.unit_id != transfer.from_unit_id or member.state != MemberState.ACTIVE:
        raise NotOnRoster
