"""The register, through the person asking: entries, and connected accounts that have none yet."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.rooms.reach.life import OVER, TOLD_AND_KEPT, Turn
from zhijian.rooms.reach.models import Alarm, Entry, Notice, Step

RINGING = Q(over_at=None, settled_at=None)


def entries_within(scope: Scope) -> QuerySet[Entry]:
    """Where its unit lies within: the account's, once it is connected. Of no unit: the whole house's."""
    connected = Q(account__isnull=False) & scope.q("account__unit__path")
    alone = Q(account=None) & scope.q("unit__path")
    found = Entry.objects.filter(connected | alone)
    found = found.select_related("account__unit", "unit", "administrator", "keeper")
    return found.defer("phone", "administrator__phone", "administrator__id_number")


def entries_visible_to(staff: Staff, *roles: Role) -> QuerySet[Entry]:
    """Where he holds at least one of `roles` today."""
    return entries_within(staff.rights.scope(*roles))


def unentered_within(scope: Scope) -> list[Entry]:
    """Accounts connected so lately that nobody looked yet, as entries that are not kept."""
    found = Account.objects.filter(scope.q("unit__path"), register_entry=None, closed_at=None)
    return [an_entry_of(account) for account in found.select_related("unit").order_by("name", "pk")]


def an_entry_of(account: Account) -> Entry:
    """As it would be entered."""
    return Entry(account=account, name=account.name, unit=account.unit, verified_until=account.verified_until)


def entry_by_key(staff: Staff, key: str, *roles: Role) -> Entry | None:
    """By an account's slug or an entry's code, if it is his to see; None else."""
    scope = staff.rights.scope(*roles)
    found = entries_within(scope).filter(Q(account__slug=key) | Q(account=None, code=key)).first()
    if found is not None:
        return found
    return next((entry for entry in unentered_within(scope) if entry.key == key), None)


def alive(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Without those that are closed or were never opened."""
    return entries.exclude(stage__in=OVER).filter(Q(account=None) | Q(account__closed_at=None))


def that_ring(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With something somebody should look at now."""
    return entries.filter(Exists(Alarm.objects.filter(RINGING, entry=OuterRef("pk"))))


def alarms_ringing(entries: QuerySet[Entry]) -> QuerySet[Alarm]:
    """The oldest first."""
    found = Alarm.objects.filter(RINGING, entry__in=entries.values("pk"))
    found = found.select_related("entry__account__unit", "entry__unit", "entry__administrator")
    sealed = ("entry__phone", "entry__administrator__phone", "entry__administrator__id_number")
    return found.defer(*sealed).order_by("raised_at", "pk")


def alarms_of(entry: Entry) -> list[Alarm]:
    """That ring, the oldest first."""
    return list(entry.alarms.filter(RINGING).order_by("raised_at", "pk")) if entry.pk else []


def settled_of(entry: Entry) -> list[Alarm]:
    """With the word somebody gave; the newest first."""
    if not entry.pk:
        return []
    return list(entry.alarms.exclude(settled_at=None).order_by("-settled_at", "-pk")[:20])


def steps_of(entry: Entry) -> list[Step]:
    """From the first to the last, those taken back among them."""
    return list(entry.steps.order_by("pk")) if entry.pk else []


def last_step(entry: Entry) -> Step | None:
    return entry.steps.filter(undone_at=None).order_by("-pk").first() if entry.pk else None


def done_for_notice(entry: Entry) -> set[str]:
    """Which of posting and keeping were done since it was announced last: a notice that was withdrawn leaves
    nothing done."""
    done: set[str] = set()
    for step in steps_of(entry):
        if step.turn == Turn.ANNOUNCED:
            done = set()
        elif step.undone_at is None and step.turn in TOLD_AND_KEPT:
            done.add(step.turn)
    return done


def notice_of(entry: Entry) -> Notice | None:
    """The one that runs, or ran to its end."""
    if not entry.pk:
        return None
    return entry.notices.filter(withdrawn_at=None).select_related("go_to__account").first()


def is_over(notice: Notice) -> bool:
    """The followers have had the days they were promised."""
    return notice.last_day < localdate()


def beside(entry: Entry) -> Sequence[Entry]:
    """Other living accounts of the same unit."""
    if entry.owner is None:
        return []
    unit = entry.owner
    found = Entry.objects.filter(Q(account__unit=unit) | Q(account=None, unit=unit)).exclude(pk=entry.pk)
    return list(alive(found.select_related("account__unit", "unit").defer("phone")).order_by("name", "pk"))
