"""Who stands at this door."""

from dataclasses import dataclass

from django.http import HttpRequest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Binding, Follower
from zhijian.foundation.followers.queries import binding_of
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.visits.models import Visit
from zhijian.foundation.visits.queries import visit_by_token
from zhijian.portal import cookies


@dataclass(frozen=True, slots=True)
class Visitor:
    """A follower of one account. `binding` and `member` are None while he is not bound, or off the roster."""

    visit: Visit
    follower: Follower
    account: Account
    binding: Binding | None

    @property
    def member(self) -> Member | None:
        return self.binding.member if self.binding else None


class PortalRequest(HttpRequest):
    """What a view behind `access` gets."""

    visitor: Visitor | None


class FollowerRequest(PortalRequest):
    """Behind `for_followers`: somebody is signed in."""

    visitor: Visitor


class MemberRequest(FollowerRequest):
    """Behind `for_members`: and he is bound."""

    member: Member
    binding: Binding


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Three queries at most; none for a browser without the cookie."""
    visit = visit_by_token(cookies.read(request, cookies.VISIT))
    if visit is None:
        return None
    binding = binding_of(visit.follower)
    if binding and binding.member.state != MemberState.ACTIVE:
        binding = None
    return Visitor(visit, visit.follower, visit.follower.account, binding)
