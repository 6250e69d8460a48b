"""Beginning a hand-over, signing for one thing, ending it."""

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.staff.errors import AskedAlready, BeyondRights, NotOpen
from zhijian.foundation.staff.handover.passing import Passing, Thing, passings
from zhijian.foundation.staff.handover.queries import scope_of
from zhijian.foundation.staff.models import HandOver, HandOverItem, Staff
from zhijian.foundation.staff.queries import colleagues_visible_to


@transaction.atomic
def begin(giver: Staff, *, successor: Staff, by: Staff) -> HandOver:
    """Nothing moves yet. Raises `BeyondRights` unless `by` manages both; `AskedAlready` while one is open."""
    managed = colleagues_visible_to(by).filter(pk__in=[giver.pk, successor.pk]).count()
    if giver.pk == successor.pk or managed != 2 or not successor.is_active:
        raise BeyondRights
    try:
        with transaction.atomic():
            handover = HandOver.objects.create(giver=giver, successor=successor, begun_by=by)
    except IntegrityError as error:
        raise AskedAlready from error
    audit.write("handover.begun", actor=by, subject=handover)
    return handover


@transaction.atomic
def sign(handover: HandOver, kind: str, key: str, *, by: Staff) -> HandOverItem:
    """The successor has it from now on. Raises `BeyondRights` for anybody else, `NotOpen` for what is over or
    is not the giver's any more."""
    handover = HandOver.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if handover.successor_id != by.pk:
        raise BeyondRights
    if handover.ended_at:
        raise NotOpen
    passing, thing = _found(handover, kind, key)
    try:
        passing.move(key, handover.giver, handover.successor, handover.begun_by)
    except LookupError as gone:
        raise NotOpen from gone
    item = HandOverItem.objects.create(
        handover=handover, kind=kind, key=key, name=thing.name[:200], unit_path=thing.unit_path
    )
    details = {"kind": kind, "key": key, "from": handover.giver.username}
    audit.write("handover.signed", actor=by, subject=handover, details=details, unit_path=thing.unit_path)
    return item


@transaction.atomic
def end(handover: HandOver, *, by: Staff) -> None:
    """What was not signed for stays where it is. By whoever began it, or by one who manages the giver."""
    handover = HandOver.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if handover.begun_by_id != by.pk and not colleagues_visible_to(by).filter(pk=handover.giver_id).exists():
        raise BeyondRights
    if handover.ended_at is None:
        handover.ended_at = now()
        handover.save(update_fields=["ended_at"])
        audit.write("handover.ended", actor=by, subject=handover)


def _found(handover: HandOver, kind: str, key: str) -> tuple[Passing, Thing]:
    within = scope_of(handover)
    for passing in passings():
        if passing.kind == kind:
            for thing in passing.things_of(handover.giver, within):
                if thing.key == key:
                    return passing, thing
    raise NotOpen(kind)
