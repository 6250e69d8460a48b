"""Who follows: counted for pages, listed for the operator. Openids stay where they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhijian.foundation.followers.models import Binding, Follower, Pause, Reconciling
from zhijian.foundation.org.scope import Scope


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one account."""

    follow: int
    bound: int
    left: int


def counts_of(account_id: int) -> Counts:
    mine = Follower.objects.filter(account=account_id)
    found = mine.aggregate(
        follow=Count("pk", filter=Q(left_at=None)), left=Count("pk", filter=Q(left_at__isnull=False))
    )
    return Counts(found["follow"], Binding.objects.filter(account=account_id).count(), found["left"])


def reconciling_of(account_id: int) -> Reconciling | None:
    return Reconciling.objects.filter(account=account_id).first()


def bindings_within(scope: Scope) -> QuerySet[Binding]:
    """Of members that may be seen, unit by unit; their phones and ID numbers are not fetched."""
    found = Binding.objects.filter(scope.q("member__unit__path"))
    found = found.select_related("account", "member__unit", "voucher").defer(
        "member__phone", "member__id_number", "voucher__phone", "voucher__id_number"
    )
    return found.order_by("member__unit__path", "member__name", "pk")


def standing_pauses(account_id: int, *, at: datetime) -> QuerySet[Pause]:
    return Pause.objects.filter(account=account_id, lifted_at=None, until__gt=at).order_by("-since")


def followers_in_full(account_id: int, *, only_bound: bool = False) -> Iterator[dict[str, Any]]:
    """For the operator: each follower without openid and without a name."""
    found = Follower.objects.filter(account=account_id).order_by("pk")
    if only_bound:
        found = found.filter(binding__isnull=False)
    rows = found.values_list(
        "pk",
        "followed_at",
        "left_at",
        "is_known_by",
        "reconciled_at",
        "binding__way",
        "binding__member__code",
        "binding__member__unit__code",
    )
    for number, since, left, known_by, seen, way, member, unit in rows.iterator(chunk_size=5000):
        yield {
            "follower": number,
            "since": since.isoformat() if since else None,
            "left": left.isoformat() if left else None,
            "known_by": known_by,
            "on_list_at": seen.isoformat() if seen else None,
            "bound_by": way,
            "member": member,
            "unit": unit,
        }
