"""Reading invitations: a unit's codes with what they counted, and what is left of the account's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet, Sum
from django.utils.timezone import localdate

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.paths import paths_above
from zhijian.foundation.org.scope import Scope
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation, InvitationDay, PlainCode

LATELY: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one code: since it was made, in the last thirty days, and in the thirty before those."""

    scans: int = 0
    joins: int = 0
    joins_lately: int = 0
    joins_before: int = 0


def accounts_serving(unit: Unit) -> QuerySet[Account]:
    """Whose members the account is for: those of its own unit and everything below; without one, all.

    The nearest first.
    """
    serving = Q(unit=None) | Q(unit__path__in=[*paths_above(unit.path), unit.path])
    found = Account.objects.select_related("unit").filter(serving, closed_at=None)
    return found.order_by(F("unit__path").desc(nulls_last=True), "name", "pk")


def invitation_of_unit(unit: Unit, account: Account) -> Invitation | None:
    return _living().filter(account=account, unit=unit, member=None).first()


def invitation_of_member(member: Member, account: Account) -> Invitation | None:
    return _living().filter(account=account, member=member).first()


def invitations_within(scope: Scope) -> QuerySet[Invitation]:
    """Revoked ones too. A personal one stands where its member stands now."""
    found = Invitation.objects.select_related("account__unit", "unit", "member__unit", "helper__unit")
    his = Q(member=None) & scope.q("unit__path") | Q(member__isnull=False) & scope.q("member__unit__path")
    return found.filter(his)


def invitations_of(unit: Unit) -> QuerySet[Invitation]:
    """The unit's own codes, living ones first."""
    found = Invitation.objects.select_related("account").filter(unit=unit, member=None)
    return found.order_by(F("revoked_at").asc(nulls_first=True), "-made_at", "-pk")


def personal_of(unit: Unit) -> QuerySet[Invitation]:
    """Those of its own members."""
    return _living().filter(member__unit=unit).order_by("member__name", "pk")


def counts_of(invitations: Iterable[Invitation]) -> Mapping[int, Counts]:
    """Of units' codes alone: of a personal one, a number would be a word about a person."""
    ours = [one.pk for one in invitations if not one.is_personal]
    today = localdate()
    lately, before = today - LATELY, today - 2 * LATELY
    rows = (
        InvitationDay.objects.filter(invitation__in=ours)
        .values_list("invitation")
        .annotate(
            scans_all=Sum("scans"),
            joins_all=Sum("joins"),
            lately=Sum("joins", filter=Q(day__gt=lately), default=0),
            before=Sum("joins", filter=Q(day__gt=before, day__lte=lately), default=0),
        )
    )
    found = {row[0]: Counts(*row[1:]) for row in rows}
    return {pk: found.get(pk, Counts()) for pk in ours}


def joins_by_day(invitation: Invitation, *, since: date) -> list[tuple[date, int, int]]:
    """(day, scans, joins) of the days on which there were any; empty for a personal one."""
    if invitation.is_personal:
        return []
    rows = InvitationDay.objects.filter(invitation=invitation, day__gte=since).order_by("day")
    return list(rows.values_list("day", "scans", "joins"))


def permanent_of(account: Account) -> int:
    """How many of the account's 100,000 permanent codes WeChat has made for us; revoked ones too."""
    return Invitation.objects.filter(account=account, kind=Kind.PERMANENT).exclude(ticket="").count()


def plain_code_of(account: Account) -> PlainCode | None:
    return PlainCode.objects.filter(account=account).first()


def _living() -> QuerySet[Invitation]:
    found = Invitation.objects.select_related("account", "unit", "member__unit", "helper__unit")
    return found.filter(revoked_at=None)
