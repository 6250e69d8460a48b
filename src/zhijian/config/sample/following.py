"""Who follows the sample's accounts: in the product as if it had heard of each; at the sandbox the same."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate, now

from zhijian.config.sample import SLUG, content
from zhijian.config.sample.peopling import ACTOR
from zhijian.config.sample.settling import people_today
from zhijian.config.sample.town import units_of
from zhijian.config.sample.town.following import FollowerPlan, followers_of, strangers
from zhijian.config.sample.town.numbers import phone_ending_in
from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Binding, BindingChange, Follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member

# Over how many days they came; those of the forgotten account long ago.
DAYS: Final = {SLUG: 240, "tongqiao": 300, content.LOST: 1200}
_NEIGHBOURS: Final = {SLUG: 22, "tongqiao": 31, content.LOST: 9}
_WAYS: Final = (Way.PHONE, Way.PHONE, Way.PHONE, Way.PHONE, Way.VOUCHED, Way.PHONE, Way.CODE)


def crowd_of(slug: str) -> list[FollowerPlan]:
    """Everybody who follows this account, who came first at the front: the same at every start."""
    note = f"{content.AROUND[slug]}的街坊"
    neighbours = list(strangers(_NEIGHBOURS[slug], seed=list(DAYS).index(slug), note=note))
    return [*neighbours, *_members()] if slug == SLUG else neighbours


def let_follow(account: Account, *, members: Mapping[str, Member]) -> None:
    """As `note_followed` and `bind` would write it, all at once. Who is not among `members` only follows."""
    plans = crowd_of(account.slug)
    came = dict(
        zip((plan.openid for plan in plans), _times(len(plans), days=DAYS[account.slug]), strict=True)
    )
    Follower.objects.bulk_create(
        [Follower(account=account, openid=one, first_seen_at=at, followed_at=at) for one, at in came.items()]
    )
    here = {one.openid: one for one in Follower.objects.filter(account=account)}
    bound = [plan for plan in plans if plan.member in members]
    Binding.objects.bulk_create(
        [
            Binding(
                follower=here[plan.openid],
                account=account,
                member=members[plan.member],
                way=_WAYS[number % len(_WAYS)],
                bound_at=came[plan.openid] + timedelta(minutes=2),
            )
            for number, plan in enumerate(bound)
        ]
    )
    BindingChange.objects.bulk_create(
        [BindingChange(account_id=account.pk, openid=plan.openid) for plan in bound]
    )
    details = {"followers": len(plans), "bound": len(bound)}
    audit.write("town.followed", actor=ACTOR, subject=account, details=details)


def _members() -> list[FollowerPlan]:
    year = localdate().year
    places = {plan.code: plan.short_name or plan.name for plan in units_of()}
    known = {phone_ending_in(tail): openid for tail, openid in content.ON_DESK.items()}
    return list(followers_of(people_today(year), year=year, places=places, known=known))


def _times(count: int, *, days: int) -> list[datetime]:
    """Evenly until yesterday, the first the longest ago."""
    step = timedelta(days=days) / max(count, 1)
    return [now() - timedelta(days=1) - step * (count - 1 - number) for number in range(count)]
