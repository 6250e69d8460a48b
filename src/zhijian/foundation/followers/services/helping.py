"""A helper vouches: he stands beside somebody and confirms from his own phone who that is.

Somebody asks on his own page, which shows a number of six digits for a quarter of an hour; the helper types
it on his. Who may vouch has proven himself by phone or paper, not by somebody else's word, so that one wrong
binding cannot make a chain of others; for members of his own unit, and of the units below one where he holds
an office today.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, now

from zhijian.foundation.followers.errors import MayNotVouch, NotFollowing, RequestOver
from zhijian.foundation.followers.models import Binding, Follower, HelpRequest
from zhijian.foundation.followers.queries.candidates import spellings
from zhijian.foundation.followers.services.binding import bind
from zhijian.foundation.followers.services.guessing import ensure_may_guess, note_wrong_guess
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.org.queries import members_within
from zhijian.foundation.org.scope import EVERYTHING, Scope

LASTS: Final = timedelta(minutes=15)
MOST_A_DAY: Final = 20


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks, and the members he may be: of the name he gave, where the helper may vouch."""

    asked: HelpRequest
    members: tuple[Member, ...]


@transaction.atomic
def ask_for_helper(follower: Follower, *, name: str) -> HelpRequest:
    """The number is on the row. Nothing tells whether there is such a name. Asking again makes a new one."""
    follower = Follower.objects.select_for_update().get(pk=follower.pk)
    if follower.left_at is not None:
        raise NotFollowing
    moment = now()
    taken = set(HelpRequest.objects.filter(expires_at__gt=moment).values_list("number", flat=True))
    number = next(drawn for _ in range(1000) if (drawn := f"{secrets.randbelow(10**6):06}") not in taken)
    asked, _ = HelpRequest.objects.update_or_create(
        follower=follower,
        defaults={
            "name": spellings(name)[-1][:60],
            "number": number,
            "made_at": moment,
            "expires_at": moment + LASTS,
        },
    )
    return asked


def find_asking(helper: Binding, *, number: str) -> Asking:
    """Who shows this number. Raises `RequestOver` (a wrong guess, counted), `MayNotVouch`, `TriesUsedUp`."""
    _ensure_may_vouch(helper)
    ensure_may_guess(helper.follower)
    open_ones = HelpRequest.objects.filter(
        number=number.strip(), expires_at__gt=now(), follower__account=helper.account_id
    ).exclude(follower=helper.follower_id)
    asked = open_ones.select_related("follower").first()
    if asked is None:
        note_wrong_guess(helper.follower)
        raise RequestOver
    found = may_vouch_for(helper).filter(name__in=spellings(asked.name))
    return Asking(asked, tuple(found.order_by("unit__path", "pk")))


@transaction.atomic
def vouch(helper: Binding, *, asked: HelpRequest, member: Member) -> Binding:
    """He says: the one beside me is this member. Staff sees by whose word. Also raises what `bind` raises."""
    _ensure_may_vouch(helper)
    open_ones = HelpRequest.objects.select_for_update(of=("self",)).filter(
        pk=asked.pk, expires_at__gt=now(), follower__account=helper.account_id
    )
    found = open_ones.select_related("follower").first()
    if found is None or found.follower_id == helper.follower_id:
        raise RequestOver
    within = may_vouch_for(helper).filter(name__in=spellings(found.name))
    if not within.filter(pk=member.pk).exists():
        raise MayNotVouch
    return bind(found.follower, member=member, way=Way.VOUCHED, voucher=helper.member)


def may_vouch_for(helper: Binding) -> QuerySet[Member]:
    """Members of his own unit, and of whole subtrees below the units he holds an office in today."""
    today = localdate()
    held = Office.objects.filter(member=helper.member_id, from_day__lte=today)
    held = held.filter(Q(until_day=None) | Q(until_day__gte=today))
    scope = Scope.of(*held.values_list("unit__path", flat=True))
    below = Unit.objects.filter(scope.q("path")) if scope else Unit.objects.none()
    return members_within(EVERYTHING).filter(Q(unit=helper.member.unit_id) | Q(unit__in=below))


def _ensure_may_vouch(helper: Binding) -> None:
    if helper.way == Way.VOUCHED:
        raise MayNotVouch
    lately = Binding.objects.filter(voucher=helper.member_id, bound_at__gt=now() - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        raise MayNotVouch
