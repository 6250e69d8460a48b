"""Entering accounts, describing them, saying who administers them, and whose they are."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.org import numbers
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import MANAGE_ACCOUNTS
from zhijian.foundation.vault.digests import digest
from zhijian.rooms.reach.life import Stage, Turn
from zhijian.rooms.reach.models import Entry, Step
from zhijian.rooms.reach.register_errors import (
    BeyondReach,
    ChangedMeanwhile,
    NameMissing,
    PhoneNotOne,
    WordMissing,
)
from zhijian.rooms.reach.services.watching import look_at
from zhijian.wechat.credentials import Hidden

PHONE: Final = "reach.entry.phone"  # place of the digest
DESCRIBED: Final = (
    "name",
    "kind",
    "verified_until",
    "verified_as",
    "filing",
    "has_mailbox",
    "has_mobile",
    "keeper",
    "answered_by",
    "needed_for",
)
# Of a connected account these are the account's own (console/accounts).
THE_ACCOUNTS_OWN: Final = ("name", "kind", "verified_until")


def locked(entry: Entry) -> Entry:
    """For a change, in the caller's transaction; an account nobody entered yet is entered now."""
    if not entry.pk and entry.account is not None:
        entry, _ = Entry.objects.get_or_create(
            account=entry.account,
            defaults={
                "name": entry.account.name,
                "unit": entry.account.unit,
                "verified_until": entry.account.verified_until,
            },
        )
    found = Entry.objects.select_for_update(of=("self",)).select_related("account__unit", "unit")
    return found.get(pk=entry.pk)


@transaction.atomic
def propose_account(
    *, name: str, unit: Unit | None, needed_for: str, answered_by: str, by: Any, kind: str = ""
) -> Entry:
    """Somebody wants an account: what for, and who answers each day? Raises `WordMissing`, `NameMissing`."""
    if not needed_for.strip() or not answered_by.strip():
        raise WordMissing
    entry = _made(name, unit=unit, kind=kind, stage=Stage.PROPOSED)
    entry.needed_for, entry.answered_by = needed_for.strip()[:400], answered_by.strip()[:60]
    entry.keeper = by if isinstance(by, Staff) else None
    entry.save(update_fields=["needed_for", "answered_by", "keeper"])
    write_step(entry, Turn.PROPOSED, before="", by=by)
    look_at([entry])
    _audit("register.proposed", entry, by=by)
    return entry


@transaction.atomic
def enter_account(*, name: str, unit: Unit | None, by: Any, kind: str = "", stage: str = "running") -> Entry:
    """One that exists and is not connected here, perhaps lost. Raises `NameMissing`."""
    entry = _made(name, unit=unit, kind=kind, stage=Stage(stage))
    write_step(entry, Turn.ENTERED, before="", by=by)
    look_at([entry])
    _audit("register.entered", entry, by=by)
    return entry


@transaction.atomic
def describe_account(entry: Entry, *, by: Any, seen_version: int | None = None, **given: Any) -> Entry:
    """What is given replaces what was known; of a connected account, name and kind are changed there.

    Raises `ChangedMeanwhile` if it is another version than the one seen, `NameMissing`.
    """
    entry = locked(entry)
    if seen_version is not None and seen_version != entry.version:
        raise ChangedMeanwhile
    changed = []
    for field, value in given.items():
        if field not in DESCRIBED or (entry.account_id and field in THE_ACCOUNTS_OWN):
            continue
        if field == "name" and not value.strip():
            raise NameMissing
        if getattr(entry, field) != value:
            setattr(entry, field, value)
            changed.append(field)
    if changed:
        entry.version += 1
        entry.save(update_fields=[*changed, "version"])
        _audit("register.described", entry, by=by, fields=sorted(changed))
        look_at([entry])
    return entry


@transaction.atomic
def name_administrator(
    entry: Entry,
    *,
    by: Any,
    member: Member | None = None,
    name: str = "",
    office: str = "",
    phone: str = "",
    forgets_phone: bool = False,
) -> Entry:
    """Who scans for the account at WeChat: of the roster, or by name.

    An empty `phone` leaves the number there is, unless it is to be forgotten or the person is another.
    Raises `PhoneNotOne`, `NameMissing`.
    """
    entry = locked(entry)
    tidy = numbers.tidy_phone(phone)
    if tidy and not numbers.is_phone(tidy):
        raise PhoneNotOne
    if member is None and not name.strip():
        raise NameMissing
    called = "" if member else name.strip()[:60]
    is_another = entry.administrator_id != (member.pk if member else None) or (
        entry.administrator_name != called
    )
    entry.administrator, entry.administrator_name = member, called
    entry.administrator_unit = member.unit if member else None
    entry.administrator_office = office.strip()[:60]
    entry.version += 1
    fields = [
        "administrator",
        "administrator_name",
        "administrator_unit",
        "administrator_office",
        "version",
    ]
    if tidy or forgets_phone or is_another:
        entry.phone = Hidden(tidy)
        entry.phone_digest = digest(tidy, place=PHONE) if tidy else None
        fields += ["phone", "phone_digest"]
    entry.save(update_fields=fields)
    _audit("register.administrator_named", entry, by=by, has_phone=bool(entry.phone_digest))
    look_at([entry])
    return entry


@transaction.atomic
def see_phone(entry: Entry, *, by: Any) -> str:
    """The administrator's number, for one look: who looked is written down, what he saw is not."""
    _audit("register.phone_seen", entry, by=by)
    return Entry.objects.only("phone").get(pk=entry.pk).phone.reveal() if entry.pk else ""


@transaction.atomic
def move_account(entry: Entry, *, unit: Unit | None, by: Staff) -> Entry:
    """Whose it is from now on. Who sees and runs it follows. Raises `BeyondReach` unless he is administrator
    both where it is and where it goes; without a unit it is the whole house's."""
    entry = locked(entry)
    to = unit.path if unit else ""
    if not (by.rights.reach(entry.path, *MANAGE_ACCOUNTS) and by.rights.reach(to, *MANAGE_ACCOUNTS)):
        raise BeyondReach
    before = entry.owner
    if entry.account is not None:
        accounts.move_account(entry.account, unit=unit, by=by)
    else:
        details = {"from": before.code if before else "", "to": unit.code if unit else ""}
        _audit("register.moved", entry, by=by, path=to, **details)
    entry.unit = unit
    entry.version += 1
    entry.save(update_fields=["unit", "version"])
    look_at([entry], around=[one for one in (before, unit) if one])
    return entry


@transaction.atomic
def note_export(count: int, *, by: Any, path: str) -> None:
    """Somebody took the register along as a sheet; numbers were masked."""
    audit.write("register.exported", actor=by, details={"count": count}, unit_path=path)


def write_step(entry: Entry, turn: Turn, *, before: str, by: Any, note: str = "") -> Step:
    return Step.objects.create(
        entry=entry,
        turn=turn,
        before=before,
        after=entry.stage,
        on=localdate(),
        by_name=str(by)[:150],
        note=note[:400],
    )


def _made(name: str, *, unit: Unit | None, kind: str, stage: Stage) -> Entry:
    if not name.strip():
        raise NameMissing
    return Entry.objects.create(name=name.strip()[:60], unit=unit, kind=kind, stage=stage)


def _audit(action: str, entry: Entry, *, by: Any, path: str | None = None, **details: Any) -> None:
    """With the place in the tree said outright: an entry has its unit by way of its account, or itself."""
    given: Mapping[str, Any] = details
    where = entry.path if path is None else path
    audit.write(action, actor=by, subject=entry, details=dict(given), unit_path=where)
