"""What about the register somebody should look at: raised once, over by itself, or settled with a word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate, now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Change, Unit
from zhijian.foundation.org.scope import EVERYTHING
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.life import ENDING, OVER, SETTLED_WITH_A_WORD, Alarmed, Stage, Turn
from zhijian.rooms.reach.models import Alarm, Entry, Notice, Step, Watch
from zhijian.rooms.reach.naming import UnitNames, Wrong, check_name
from zhijian.rooms.reach.queries.names import names_of_units
from zhijian.rooms.reach.queries.register import alive, an_entry_of, entries_within
from zhijian.rooms.reach.register_errors import OutOfTurn, WordMissing

# Days before the verification ends on which to say so.
REMINDED: Final = (7, 30, 60)
_BY_ITSELF: Final = "worker"
_AT_ONCE: Final = 500


@transaction.atomic
def follow_register() -> bool:
    """Look at everything when a day has begun, or something happened that an account may be about. True if it
    was looked."""
    watch, _ = Watch.objects.get_or_create(pk=1)
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or watch.last_change
    if watch.looked_on == localdate() and not _concerns_us(watch.last_change) and not _accounts_differ():
        if last != watch.last_change:
            Watch.objects.filter(pk=1).update(last_change=last)
        return False
    look_at_all()
    Watch.objects.filter(pk=1).update(last_change=last, looked_on=localdate())
    return True


@transaction.atomic
def look_at_all() -> None:
    """Every account: enter those that are new, note those that were closed elsewhere, raise what there is."""
    Entry.objects.bulk_create(
        [
            an_entry_of(account)
            for account in Account.objects.filter(register_entry=None).select_related("unit")
            if account.closed_at is None
        ],
        ignore_conflicts=True,
    )
    for entry in Entry.objects.exclude(stage__in=OVER).filter(account__closed_at__isnull=False):
        _note_closed(entry)
    _mirror()
    entries = list(entries_within(EVERYTHING))
    for start in range(0, len(entries), _AT_ONCE):
        look_at(entries[start : start + _AT_ONCE])


def look_at(entries: Sequence[Entry], *, around: Iterable[Unit] = ()) -> None:
    """In the caller's transaction; accounts of the same units are looked at as well."""
    units = {entry.owner.pk for entry in entries if entry.owner} | {unit.pk for unit in around}
    wanted = Q(pk__in=[entry.pk for entry in entries])
    wanted |= Q(account__unit__in=units) | Q(account=None, unit__in=units)
    found = list(entries_within(EVERYTHING).filter(wanted))
    living = [entry for entry in found if entry.is_alive]
    names = names_of_units([entry.owner for entry in living if entry.owner])
    twins = _twins(living)
    notices = {
        notice.entry_id: notice for notice in Notice.objects.filter(entry__in=found, withdrawn_at=None)
    }
    rings = {
        entry.pk: {
            (what, about[:160])
            for what, about in _rings(
                entry,
                names.get(entry.owner.pk) if entry.owner else None,
                twins.get(entry.owner.pk, "") if entry.owner else "",
                notices.get(entry.pk),
            )
        }
        if entry.is_alive
        else set()
        for entry in found
    }
    _raise(found, rings)


def _twins(entries: Sequence[Entry]) -> dict[int, str]:
    """The units that have more than one account, and which. One that is only wished for, or about to go, is
    not counted."""
    of_units: defaultdict[int, list[int]] = defaultdict(list)
    for entry in entries:
        if entry.owner and entry.stands not in (Stage.PROPOSED, *ENDING):
            of_units[entry.owner.pk].append(entry.pk)
    return {key: ",".join(map(str, sorted(found))) for key, found in of_units.items() if len(found) > 1}


def _rings(
    entry: Entry, names: UnitNames | None, twins: str, notice: Notice | None
) -> Iterator[tuple[Alarmed, str]]:
    """What it should ring about now, each with what would make it another matter."""
    if entry.stands == Stage.PROPOSED:
        yield Alarmed.PROPOSAL, ""
        return
    yield from _about_the_name(entry, names)
    if entry.owner is None:
        yield Alarmed.NO_UNIT, ""
    if entry.stands in ENDING:
        if notice and notice.last_day < localdate():
            yield Alarmed.NOTICE_OVER, str(notice.last_day)
        return
    if twins:
        yield Alarmed.TWO_ACCOUNTS, twins
    left = entry.days_left
    if left is not None and left <= max(REMINDED):
        yield (
            Alarmed.VERIFICATION,
            f"{entry.ends_on}:{next(days for days in (-1, *REMINDED) if left <= days)}",
        )
    yield from _about_the_administrator(entry)
    if entry.stands == Stage.LOST:
        yield Alarmed.LOST, entry.loss


def _about_the_name(entry: Entry, names: UnitNames | None) -> Iterator[tuple[Alarmed, str]]:
    """Drift: the unit is called otherwise, or is gone, and the account is not; or the other way round."""
    if entry.account and entry.account.name != entry.name:
        yield Alarmed.NAME_CHANGED, f"{entry.name}→{entry.account.name}"
    if entry.owner and entry.owner.closed_on:
        yield Alarmed.UNIT_CLOSED, entry.owner.code
    elif entry.owner and names and _is_former(entry.called, names):
        yield Alarmed.UNIT_RENAMED, f"{entry.called}→{entry.owner.name}"


def _is_former(name: str, names: UnitNames) -> bool:
    return any(found.wrong is Wrong.FORMER for found in check_name(name, names))


def _about_the_administrator(entry: Entry) -> Iterator[tuple[Alarmed, str]]:
    """He left, died, or belongs elsewhere than when he was named."""
    somebody = entry.administrator
    if somebody is None:
        return
    if somebody.state != MemberState.ACTIVE:
        yield Alarmed.ADMINISTRATOR, f"{somebody.code}:{somebody.state}"
    elif entry.administrator_unit_id and somebody.unit_id != entry.administrator_unit_id:
        yield Alarmed.ADMINISTRATOR, f"{somebody.code}:{somebody.unit_id}"


def _raise(entries: Sequence[Entry], rings: dict[int, set[tuple[Alarmed, str]]]) -> None:
    known = {
        (alarm.entry_id, alarm.what, alarm.about): alarm for alarm in Alarm.objects.filter(entry__in=entries)
    }
    over = []
    for (entry_id, what, about), alarm in known.items():
        is_so = (what, about) in {(one.value, said) for one, said in rings[entry_id]}
        if not is_so and alarm.over_at is None:
            over.append(alarm.pk)
    Alarm.objects.filter(pk__in=over).update(over_at=now())
    for entry in entries:
        for what, about in sorted(rings[entry.pk]):
            before = known.get((entry.pk, what.value, about))
            if before is None:
                Alarm.objects.create(entry=entry, what=what, about=about)
            elif before.over_at is not None and before.settled_at is None:
                Alarm.objects.filter(pk=before.pk).update(over_at=None, raised_at=now())
            else:
                continue
            audit.write(
                "register.alarm_raised",
                actor=_BY_ITSELF,
                subject=entry,
                details={"what": what.value},
                unit_path=entry.path,
            )


@transaction.atomic
def settle_alarm(alarm: Alarm, *, word: str, by: Any) -> Alarm:
    """保持不变，因为…: it rings no more about this, and the word is kept.

    Raises `WordMissing`, `OutOfTurn`.
    """
    alarm = Alarm.objects.select_for_update(of=("self",)).select_related("entry__account").get(pk=alarm.pk)
    if alarm.settled_at or alarm.over_at or alarm.what not in SETTLED_WITH_A_WORD:
        raise OutOfTurn
    if not word.strip():
        raise WordMissing
    alarm.settled_at, alarm.settled_by_name, alarm.word = now(), str(by)[:150], word.strip()[:200]
    alarm.save(update_fields=["settled_at", "settled_by_name", "word"])
    entry = alarm.entry
    if alarm.what == Alarmed.NAME_CHANGED and entry.account:
        Entry.objects.filter(pk=entry.pk).update(name=entry.account.name)  # that is its name from now on
        Alarm.objects.filter(pk=alarm.pk).update(over_at=now())
    if alarm.what == Alarmed.ADMINISTRATOR and entry.administrator:
        Entry.objects.filter(pk=entry.pk).update(administrator_unit=entry.administrator.unit)
    audit.write(
        "register.alarm_settled", actor=by, subject=entry, details={"what": alarm.what}, unit_path=entry.path
    )
    return alarm


def _concerns_us(after: int) -> bool:
    """Somebody who administers an account, or a unit that has one, is not what it was."""
    changes = Change.objects.filter(pk__gt=after)
    people = alive(Entry.objects.exclude(administrator=None)).values("administrator")
    units = Q(unit_id__in=Account.objects.exclude(unit=None).values("unit"))
    units |= Q(unit_id__in=Entry.objects.exclude(unit=None).values("unit"))
    return changes.filter(Q(member_id__in=people) | units | Q(is_subtree=True)).exists()


def _accounts_differ() -> bool:
    """From what was last seen of them."""
    if Account.objects.filter(register_entry=None, closed_at=None).exists():
        return True
    connected = Entry.objects.exclude(stage__in=OVER).filter(account__isnull=False)
    return connected.filter(_moved() | _dated() | Q(account__closed_at__isnull=False) | _renamed()).exists()


def _renamed() -> Q:
    """And nobody was told yet."""
    return ~Q(name=F("account__name")) & ~Q(alarms__what=Alarmed.NAME_CHANGED, alarms__over_at=None)


def _moved() -> Q:
    one_has_none = Q(unit=None, account__unit__isnull=False) | Q(unit__isnull=False, account__unit=None)
    return one_has_none | (Q(unit__isnull=False, account__unit__isnull=False) & ~Q(unit=F("account__unit")))


def _dated() -> Q:
    one_has_none = Q(verified_until=None, account__verified_until__isnull=False)
    one_has_none |= Q(verified_until__isnull=False, account__verified_until=None)
    both = Q(verified_until__isnull=False, account__verified_until__isnull=False)
    return one_has_none | (both & ~Q(verified_until=F("account__verified_until")))


def _mirror() -> None:
    """How connected accounts are now, so that the next difference is seen."""
    for entry in (
        Entry.objects.filter(account__isnull=False)
        .filter(_moved() | _dated())
        .select_related("account__unit")
    ):
        if entry.account:
            entry.unit, entry.verified_until = entry.account.unit, entry.account.verified_until
            entry.save(update_fields=["unit", "verified_until"])


def _note_closed(entry: Entry) -> None:
    """It was shut at the console or by the command, without a notice."""
    if entry.account is None or entry.account.closed_at is None:
        return
    before, entry.stage = entry.stage, Stage.CLOSED
    entry.save(update_fields=["stage"])
    Step.objects.create(
        entry=entry,
        turn=Turn.CLOSED,
        before=before,
        after=Stage.CLOSED,
        on=localdate(entry.account.closed_at),
        by_name=entry.account.closed_by_name or _BY_ITSELF,
    )
