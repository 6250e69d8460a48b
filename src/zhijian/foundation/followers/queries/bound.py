"""Which follower is which member."""

from collections.abc import Collection

from django.db.models import QuerySet

from zhijian.foundation.followers.models import Binding, Follower, Unbinding

_AT_ONCE = 5000


def binding_of(follower: Follower) -> Binding | None:
    """With the member and his unit; his phone and ID number stay sealed and are not fetched."""
    found = Binding.objects.select_related("member__unit", "voucher").defer(
        "member__phone", "member__id_number", "voucher__phone", "voucher__id_number"
    )
    return found.filter(follower=follower).first()


def bindings_of_members(member_ids: Collection[int]) -> QuerySet[Binding]:
    """At whatever account."""
    found = Binding.objects.filter(member__in=member_ids).select_related("account", "voucher")
    return found.defer("voucher__phone", "voucher__id_number").order_by("bound_at", "pk")


def followers_of_members(account_id: int, member_ids: Collection[int]) -> dict[int, list[Follower]]:
    """Member's key -> who of this account's followers he is; who is not bound here is not in it."""
    found: dict[int, list[Follower]] = {}
    wanted = list(member_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        bound = Binding.objects.filter(account_id=account_id, member__in=wanted[start : start + _AT_ONCE])
        for binding in bound.select_related("follower").order_by("bound_at", "pk"):
            found.setdefault(binding.member_id, []).append(binding.follower)
    return found


def undone_untold(follower: Follower) -> Unbinding | None:
    """What staff undid of his, and he has not read yet."""
    return Unbinding.objects.filter(follower=follower, told_at=None).order_by("-ended_at").first()
