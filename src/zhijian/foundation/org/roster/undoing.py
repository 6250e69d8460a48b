"""Taking a whole import back, within thirty days: whoever was changed by hand since is left, and listed."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.org.models import Change, Import, ImportRow, Member, Membership, Office
from zhijian.foundation.org.roster.bringing import Progress
from zhijian.foundation.org.roster.errors import ImportIsOver
from zhijian.foundation.org.services.members import Particulars, write_particulars

KEPT: Final = timedelta(days=30)
CHUNK: Final = 200
BACK, LEFT = "back", "kept"


def may_be_undone(batch: Import) -> bool:
    return bool(batch.begun_at and not batch.undone_at and now() - batch.begun_at < KEPT)


def undo(batch: Import, *, by: Any, progress: Progress | None = None) -> Import:
    """Everything it wrote is as it was before, chunk by chunk; it may be begun again where it stopped."""
    if not may_be_undone(batch):
        raise ImportIsOver
    written = ImportRow.objects.filter(batch=batch, done_at__isnull=False)
    total, done = written.count(), written.exclude(undone="").count()
    while some := list(written.filter(undone="").order_by("-number")[:CHUNK]):
        _take_back(some)
        done += len(some)
        if progress:
            progress(done, total)
    kept = written.filter(undone=LEFT).count()
    with transaction.atomic():
        batch.undone_at, batch.undone_by_name = now(), str(by)[:150]
        batch.counts = {**batch.counts, "kept_as_changed": kept}
        batch.save(update_fields=["undone_at", "undone_by_name", "counts"])
        details = {"import": batch.pk, "taken_back": total - kept, "kept": kept}
        audit.write("roster.import_undone", actor=by, subject=batch.unit, details=details)
    return batch


@transaction.atomic
def _take_back(rows: Sequence[ImportRow]) -> None:
    numbers = [row.member_id for row in rows if row.member_id]
    locked = Member.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=numbers)
    members = {member.pk: member for member in locked}
    in_use = _in_use([row.member_id for row in rows if row.verdict == "new" and row.member_id])
    gone, changes = [], []
    for row in rows:
        member = members.get(row.member_id or 0)
        if member is None:
            row.undone = BACK  # removed by hand: there is nothing left to take back
        elif member.version != row.left_version or (row.verdict == "new" and member.pk in in_use):
            row.undone = LEFT
        elif row.verdict == "new":
            row.undone = BACK
            gone.append(member.pk)
            changes.append(Change(member_id=member.pk, unit_id=member.unit_id))
        else:
            row.undone = BACK
            changes.append(Change(member_id=None, unit_id=member.unit_id))
            _restore(member, json.loads(row.before.reveal() or "{}"))
            _let_earlier_ones_be_undone(row, member)
            changes.append(Change(member_id=member.pk, unit_id=member.unit_id))
    Membership.objects.filter(member__in=gone).delete()
    Member.objects.filter(pk__in=gone).delete()
    Change.objects.bulk_create(changes, batch_size=500)
    ImportRow.objects.bulk_update(rows, ["undone"], batch_size=CHUNK)


def _in_use(new: Sequence[int]) -> set[int]:
    """Who has by now an office, a stay, a follower bound to him, …: he is no longer only a row of a sheet."""
    found: set[int] = set()
    for relation in Member._meta.related_objects:
        if relation.related_model is Membership or isinstance(relation.related_model, str):
            continue
        name = f"{relation.field.name}__in"
        taken = cast("Any", relation.related_model).objects.filter(**{name: new})
        found.update(taken.values_list(f"{relation.field.name}_id", flat=True))
    moved = Membership.objects.filter(member__in=new).exclude(until_day=None)
    found.update(moved.values_list("member_id", flat=True))
    return found


def _restore(member: Member, before: dict[str, Any]) -> None:
    phone, id_number = member.phone.reveal(), member.id_number.reveal()
    labels = before.get("labels", member.labels)
    write_particulars(
        member,
        Particulars(
            name=before.get("name", member.name),
            birth_year=before.get("birth_year", member.birth_year),
            joined=before.get("joined", member.joined),
            phone=before.get("phone", phone),
            id_number=before.get("id_number", id_number),
        ),
    )
    member.birth_year = before.get("birth_year", member.birth_year)
    member.labels = labels
    if "unit" in before:
        _move_back(member, before)
    member.version += 1
    member.save()


def _let_earlier_ones_be_undone(row: ImportRow, member: Member) -> None:
    """He is as the import before this one left him: that one may be taken back in its turn."""
    left_before = (row.left_version or 0) - 1
    earlier = ImportRow.objects.filter(member_id=member.pk, left_version=left_before, undone="")
    earlier.exclude(pk=row.pk).update(left_version=member.version)


def _move_back(member: Member, before: dict[str, Any]) -> None:
    """The days in between were a mistake: the membership there was goes on as if nothing had been."""
    moved_on = date.fromisoformat(before["moved_on"])
    Membership.objects.filter(member=member, until_day=None, from_day=moved_on).delete()
    member.unit_id = before["unit"]
    lived = Membership.objects.filter(member=member, unit_id=before["unit"], until_day=moved_on)
    if lived.exists():
        lived.update(until_day=None)
    else:
        since = date.fromisoformat(before["since"]) if before.get("since") else moved_on
        Membership.objects.create(member=member, unit_id=before["unit"], from_day=since)
    for key, until in before.get("offices", ()):
        Office.objects.filter(pk=key).update(until_day=date.fromisoformat(until) if until else None)
